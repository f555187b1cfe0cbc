// Before the page is drawn, so that nothing moves: components know that they may be enhanced.
document.documentElement.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.documentElement.classList.add("govuk-frontend-supported");
