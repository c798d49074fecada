interface Sheet {
  add(css: string): void;
  remove(): void;
}

/**
 * Stands in for the package react-style-singleton, with which Radix' menus and dialogs hold the page still: that one
 * writes a `<style>` into the page, which a strict content security policy refuses. A constructed style sheet is none.
 */
export function stylesheetSingleton(): Sheet {
  let users = 0;
  let sheet: CSSStyleSheet | null = null;
  return {
    add(css) {
      users += 1;
      if (users > 1) return;
      sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    },
    remove() {
      users -= 1;
      if (users > 0) return;
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
      sheet = null;
    },
  };
}
