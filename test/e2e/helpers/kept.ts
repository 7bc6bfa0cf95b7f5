import type { Page } from 'playwright-core';

/** How many records the page's browser keeps. */
export function kept(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const request = indexedDB.open('entrenous');
        request.onsuccess = () => {
          const count = request.result.transaction('kept').objectStore('kept').count();
          count.onsuccess = () => {
            request.result.close();
            resolve(count.result);
          };
        };
      }),
  );
}
