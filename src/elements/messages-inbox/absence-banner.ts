import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';

import { ClockController } from '../../controllers/clock-controller.ts';
import { StoreController } from '../../controllers/store-controller.ts';
import { formatMoment, type Words } from '../../i18n/index.ts';
import type { OutOfOfficeSetting } from '../../protocol/index.ts';
import type { Failure, Session } from '../../state/types.ts';
import { awayIcon } from '../icons.ts';

interface Options {
  session: () => Session | undefined;
  words: () => Words;
  locale: () => string;
  /** Where the focus goes when the banner, and its button, are gone. */
  leave: () => void;
}

/** The line that tells a member that they are out of office, with the way to end it. */
export class AbsenceBanner implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: Options;
  readonly #me: StoreController<Session['$me']['value']>;
  readonly #settings: StoreController<Session['$outOfOffice']['value']>;
  readonly #clock: ClockController;
  #busy = false;
  #failure: Failure | undefined;

  constructor(host: ReactiveControllerHost, options: Options) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
    this.#me = new StoreController(host, () => options.session()?.$me);
    this.#settings = new StoreController(host, () => options.session()?.$outOfOffice);
    this.#clock = new ClockController(host);
  }

  hostConnected(): void {
    this.#failure = undefined;
  }

  /** The setting of mine that runs. */
  get #active(): OutOfOfficeSetting | undefined {
    const me = this.#me.value;
    const state = this.#settings.value;
    if (me?.status !== 'ready' || state?.status !== 'ready') return undefined;
    const { now } = this.#clock;
    return state.value.settings.find(
      ({ member, start, end }) =>
        member.id === me.value.person.id &&
        Date.parse(start) <= now &&
        (end === null || now < Date.parse(end)),
    );
  }

  readonly #end = async (): Promise<void> => {
    const session = this.#options.session();
    const setting = this.#active;
    if (session === undefined || setting === undefined || this.#busy) return;
    this.#busy = true;
    this.#failure = undefined;
    this.#host.requestUpdate();
    try {
      await session.endOutOfOffice(setting.member.id);
      await this.#host.updateComplete;
      this.#options.leave();
    } catch (error) {
      // Refused or unreachable: it goes on, and the line says why.
      this.#failure = (error as { failure?: Failure }).failure ?? { code: 'unexpected' };
    } finally {
      this.#busy = false;
      this.#host.requestUpdate();
    }
  };

  render(): TemplateResult | typeof nothing {
    const setting = this.#active;
    if (setting === undefined) return nothing;
    const words = this.#options.words();
    const said = words.outOfOffice;
    const until = setting.end && formatMoment(this.#options.locale(), setting.end, this.#clock.now);
    const failure = this.#failure && words.sentences(said.notEnded, words.failures[this.#failure.code]);
    return html`<div class="absence" part="absence">
      ${awayIcon}
      <p>
        ${until === null ? said.youAreAway : said.youAreAwayUntil(until)}
        ${failure === undefined ? nothing : html`<span class="absence-failure" role="alert">${failure}</span>`}
      </p>
      <button type="button" class="quiet" aria-disabled=${this.#busy} @click=${this.#end}>
        ${said.endNow}
      </button>
    </div>`;
  }
}
