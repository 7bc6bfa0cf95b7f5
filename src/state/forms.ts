import { atom } from 'nanostores';

import type { Written } from './sealed-storage.ts';
import type { FormDraft } from './types.ts';

/** What stands in the forms of a Session and was not sent. */
export interface Forms {
  /** One object for each form, by its name. */
  get(name: string): FormDraft;
  written(): Written[];
  /** Brings back what stood in a form when a page ended, unless something stands there. */
  restore(kept: { name: string; text: string }): void;
  /** Empties every form, and says nobody so. */
  forget(): void;
}

/** @param changed told of what stands in a form now */
export function createForms(changed: (written: Written) => void): Forms {
  const forms = new Map<string, FormDraft & { $text: ReturnType<typeof atom<string>> }>();

  function get(name: string) {
    let form = forms.get(name);
    if (!form) {
      const $text = atom('');
      form = {
        $text,
        set(text) {
          $text.set(text);
          changed({ kind: 'form', name, text });
        },
      };
      forms.set(name, form);
    }
    return form;
  }

  return {
    get,
    written: () =>
      Array.from(forms, ([name, { $text }]): Written => ({ kind: 'form', name, text: $text.get() })).filter(
        ({ text }) => text !== '',
      ),
    restore({ name, text }) {
      const { $text } = get(name);
      if (!$text.value) $text.set(text);
    },
    forget: () => forms.forEach(({ $text }) => $text.set('')),
  };
}
