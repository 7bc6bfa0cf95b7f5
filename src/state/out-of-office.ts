import { atom, onMount, type ReadableAtom } from 'nanostores';

import type {
  BackendEvent,
  OutOfOffice,
  OutOfOfficeSetting,
  PutOutOfOfficeRequest,
} from '../protocol/index.ts';
import type { Core, Part } from './core.ts';
import type { Loadable } from './types.ts';

export interface OutOfOfficePart extends Part {
  readonly $settings: ReadableAtom<Loadable<OutOfOffice>>;
  save(form: PutOutOfOfficeRequest, signal: AbortSignal): Promise<void>;
  end(memberId: string, settingId: string | undefined, signal: AbortSignal): Promise<void>;
}

const LOADING: Loadable<OutOfOffice> = Object.freeze({ status: 'loading' });
const NONE: OutOfOffice = { settings: [], members: [] };

/** The out-of-office settings that I may change. */
export function createOutOfOffice(core: Core): OutOfOfficePart {
  const $settings = atom<Loadable<OutOfOffice>>(LOADING);
  let mount: AbortController | undefined;
  /** Whether the settings are what the server has, as far as the events have told. */
  let fresh = false;
  let loading = false;
  /** Counts readings; an answer to any but the latest is no longer wanted. */
  let reading = 0;

  function show(value: OutOfOffice): void {
    $settings.set(Object.freeze({ status: 'ready', value: Object.freeze(value) }));
  }

  /** Puts a member's settings in the place of those that were known. */
  function replace(memberId: string, change: (known: OutOfOfficeSetting[]) => OutOfOfficeSetting[]): void {
    const state = $settings.value;
    if (state?.status !== 'ready') return;
    const { settings, members } = state.value;
    const others = settings.filter(({ member }) => member.id !== memberId);
    const theirs = change(settings.filter(({ member }) => member.id === memberId));
    show({ members, settings: [...others, ...theirs].sort(byStart) });
  }

  function apply(event: BackendEvent): void {
    if (event.type !== 'out-of-office.changed') return;
    replace(event.data.member.id, () => event.data.settings);
  }

  async function refresh(signal: AbortSignal): Promise<void> {
    const mine = ++reading;
    fresh = false;
    if (!mount) return;
    const client = core.me()?.person.kind === 'client';
    const { answer, since } = await core.journal.during(async () =>
      client ? NONE : core.api.outOfOffice(signal),
    );
    if (mine !== reading || signal.aborted) return;
    fresh = true;
    show({ ...answer, settings: [...answer.settings].sort(byStart) });
    for (const event of since) apply(event);
  }

  async function load(signal: AbortSignal): Promise<void> {
    loading = true;
    if ($settings.value?.status === 'failed') $settings.set(LOADING);
    try {
      await core.ready(signal);
      if (!signal.aborted && !fresh && !core.off()) await refresh(signal);
    } catch (error) {
      if (!signal.aborted && !fresh) {
        $settings.set(Object.freeze({ status: 'failed', failure: core.failed(error) }));
      }
    } finally {
      loading = false;
      // Ended in favour of a newer mount or another person, which found it busy.
      if (signal.aborted) ensure();
    }
  }

  function ensure(): void {
    if (!mount || fresh || loading || core.off() || core.life().aborted) return;
    void load(AbortSignal.any([mount.signal, core.life()]));
  }

  onMount($settings, () => {
    const release = core.keepAlive();
    mount = new AbortController();
    ensure();
    return () => {
      mount?.abort();
      mount = undefined;
      release();
    };
  });

  return {
    $settings,
    apply,
    refresh,
    ensure,
    clear(failure) {
      reading++;
      fresh = false;
      $settings.set(failure ? Object.freeze({ status: 'failed', failure }) : LOADING);
    },
    async save(form, signal) {
      const { settings } = await core.api.putOutOfOffice(form, signal);
      signal.throwIfAborted();
      for (const setting of settings) {
        replace(setting.member.id, (known) => [...known.filter(({ id }) => id !== setting.id), setting]);
      }
    },
    async end(memberId, settingId, signal) {
      await core.api.endOutOfOffice(memberId, settingId, signal);
      signal.throwIfAborted();
      const now = core.now();
      replace(memberId, (known) =>
        known.filter(({ id, start }) =>
          settingId === undefined ? Date.parse(start) > now : id !== settingId,
        ),
      );
    },
  };
}

function byStart(a: OutOfOfficeSetting, b: OutOfOfficeSetting): number {
  return Date.parse(a.start) - Date.parse(b.start) || (a.id < b.id ? -1 : 1);
}
