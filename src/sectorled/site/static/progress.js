// Work that goes on: ask for the page again and show what is new, until it is done; then load the page anew.
const region = document.querySelector("[data-progress]");

async function ask() {
  try {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-progress]");
    if (!fresh) return location.reload();
    if (fresh.innerHTML !== region.innerHTML) region.innerHTML = fresh.innerHTML;
  } catch {
    // the network is away for a moment: ask again
  }
  setTimeout(ask, 2000);
}

if (region) setTimeout(ask, 1000);
