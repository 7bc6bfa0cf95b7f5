import type { ReactiveControllerHost } from 'lit';

import { StoreController } from '../../controllers/store-controller.ts';
import type { FormDraft, Session } from '../../state/types.ts';
import type { Form } from './ooo-form.ts';

/** What is kept of a form: as it is, but for what JSON does not know. */
type Written = Omit<Form, 'memberIds' | 'passes'> & { memberIds: string[]; passes?: Form['passes'] };

interface Kept {
  /** Which form stood open. */
  open: string;
  forms: Record<string, Written>;
}

const NOTHING: Kept = { open: '', forms: {} };

/** The form of a new setting has no id. */
const keyOf = ({ id = '' }: { id?: string | undefined }): string => id;

/**
 * What was typed into the out-of-office form and not sent: for a new setting, and for each one that was being changed. It stays
 * with the Session as drafts do, so that neither Back nor a reload nor the automatic lock loses it.
 */
export class KeptForms {
  readonly #session: () => Session | undefined;
  readonly #text: StoreController<string>;
  #parsed: { text: string; kept: Kept } = { text: '', kept: NOTHING };

  constructor(host: ReactiveControllerHost, session: () => Session | undefined) {
    this.#session = session;
    this.#text = new StoreController(host, () => this.#draft?.$text);
  }

  get #draft(): FormDraft | undefined {
    return this.#session()?.form('out-of-office');
  }

  get #kept(): Kept {
    const text = this.#draft?.$text.value ?? '';
    if (text !== this.#parsed.text) this.#parsed = { text, kept: parse(text) };
    return this.#parsed.kept;
  }

  #set(kept: Kept): void {
    this.#draft?.set(Object.keys(kept.forms).length === 0 ? '' : JSON.stringify(kept));
  }

  /** Changes whenever what is kept changes. */
  get version(): string {
    return this.#text.value ?? '';
  }

  /** The setting whose form stood open last; `undefined` for a new one. */
  get open(): string | undefined {
    const { open, forms } = this.#kept;
    return open !== '' && open in forms ? open : undefined;
  }

  /** The settings of which changes are kept. */
  get ids(): readonly string[] {
    return Object.keys(this.#kept.forms).filter((id) => id !== '');
  }

  get(id: string | undefined): Form | undefined {
    const written = this.#kept.forms[keyOf({ id })];
    return written && { ...written, passes: written.passes ?? {}, memberIds: new Set(written.memberIds) };
  }

  put(form: Form): void {
    const key = keyOf(form);
    const written: Written = { ...form, memberIds: [...form.memberIds] };
    this.#set({ open: key, forms: { ...this.#kept.forms, [key]: written } });
  }

  /** Forgets what was typed for these settings; the form of a new one stands open after that, or that of `open`. */
  drop(ids: readonly (string | undefined)[], open?: string): void {
    const keys = ids.map((id) => keyOf({ id }));
    const left = Object.entries(this.#kept.forms).filter(([key]) => !keys.includes(key));
    this.#set({ open: keyOf({ id: open }), forms: Object.fromEntries(left) });
  }
}

function parse(text: string): Kept {
  try {
    const kept = JSON.parse(text) as Partial<Kept>;
    return { open: kept.open ?? '', forms: kept.forms ?? {} };
  } catch {
    // Nothing is kept.
    return NOTHING;
  }
}
