/** What the browser is asked to save: its name, and what is in it. */
export interface SavedFile {
  name: string;
  href: string;
}

/** Catches the files that a page saves, instead of the browser. @returns them, and how to let go */
export function catchFiles(): { files: SavedFile[]; release: () => void } {
  const files: SavedFile[] = [];
  const catches = (event: Event) => {
    if (!(event.target instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    files.push({ name: event.target.download, href: event.target.href });
  };
  const { click } = HTMLAnchorElement.prototype;
  // The link stands nowhere in the page, so that nobody else hears of it.
  HTMLAnchorElement.prototype.click = function () {
    this.addEventListener('click', catches, { once: true });
    click.call(this);
  };
  return { files, release: () => void (HTMLAnchorElement.prototype.click = click) };
}
