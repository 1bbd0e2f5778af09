let holders = 0;
let sheet: CSSStyleSheet | null = null;

/**
 * Keeps the page from scrolling, until the function that it gives is called. The page loses nothing by it: not its
 * place, not a style of its own, and no width where its scroll bar was.
 */
export function lockPage(): () => void {
  holders += 1;
  if (!sheet) {
    const gutter = innerWidth > document.documentElement.clientWidth ? 'scrollbar-gutter:stable;' : '';
    sheet = new CSSStyleSheet();
    sheet.replaceSync(`html{${gutter}overflow:hidden!important}`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    holders -= 1;
    if (holders > 0) return;
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
    sheet = null;
  };
}
