// Load a script of our own once, when it is first needed.
const loading = new Map();

export function load(name) {
  if (!loading.has(name)) {
    loading.set(name, new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(`./${name}`, import.meta.url);
      script.addEventListener("load", resolve);
      script.addEventListener("error", reject);
      document.head.append(script);
    }));
  }
  return loading.get(name);
}
