/**
 * Puts style sheets of a page around a story, and takes them off after it: each story stands alone, whatever was shown before.
 * For a story's `beforeEach`.
 */
export function pageStyles(...hrefs: string[]): () => Promise<() => void> {
  return async () => {
    const links = hrefs.map((href) =>
      Object.assign(document.createElement('link'), { rel: 'stylesheet', href }),
    );
    const loaded = links.map(
      (link) =>
        new Promise<void>((resolve, reject) => {
          link.onload = () => resolve();
          link.onerror = () => reject(new Error(`${link.href} could not be loaded.`));
        }),
    );
    document.head.append(...links);
    await Promise.all(loaded);
    return () => {
      for (const link of links) link.remove();
    };
  };
}
