import { LitElement, type CSSResultGroup } from 'lit';
import { property } from 'lit/decorators.js';

import { LocaleController } from '../controllers/locale-controller.ts';
import { SessionController } from '../controllers/session-controller.ts';
import { en, type Words } from '../i18n/index.ts';
import type { Session } from '../state/types.ts';
import { hostStyles } from '../styles/host.styles.ts';
import { keepBox } from './keep-box.ts';

/** A concrete element class. */
type ElementClass = typeof MessagesElement & (new () => MessagesElement);

/**
 * What every element of the family has: how it is told where its messages are, its language, its colours, and how it is
 * defined.
 *
 * @cssproperty [--messages-surface=#ffffff] - The ground of panels and threads, in the light; each colour has a dark one too.
 * @cssproperty [--messages-surface-muted=#f8f7f4] - The ground of what stands behind: the list, the frame of the composer.
 * @cssproperty [--messages-surface-raised=#ffffff] - The ground of menus and dialogs.
 * @cssproperty [--messages-hover=#efede8] - The ground of what is under the pointer.
 * @cssproperty [--messages-selected=#dfefec] - The ground of what is chosen.
 * @cssproperty [--messages-text=#1f2625] - Text.
 * @cssproperty [--messages-text-muted=#5a6462] - Text that says less: times, hints.
 * @cssproperty [--messages-border=#e5e2dc] - Quiet lines between things.
 * @cssproperty [--messages-control-border=#87908d] - The edge of a box that one writes in.
 * @cssproperty [--messages-accent=#0b6b65] - The one accent: buttons, links, focus.
 * @cssproperty [--messages-accent-hover=#07524d] - The accent under the pointer.
 * @cssproperty [--messages-on-accent=#ffffff] - Text on the accent.
 * @cssproperty [--messages-danger=#b01f2e] - Words of a failure, and of what cannot be undone.
 * @cssproperty [--messages-danger-surface=#fcecec] - The ground behind such words.
 * @cssproperty [--messages-danger-fill=#b01f2e] - The ground of a button that deletes.
 * @cssproperty [--messages-on-danger=#ffffff] - Text on that button.
 * @cssproperty [--messages-scrim=rgb(23 30 29 / 0.42)] - What lies over the page behind a dialog.
 * @cssproperty [--messages-shadow=rgb(31 38 37 / 0.16)] - The colour of shadows.
 * @cssproperty [--messages-font=system-ui] - The font.
 * @cssproperty [--messages-font-size=15px] - The size of text, in px or rem; everything grows with it.
 * @cssproperty [--messages-radius=12px] - The corners of panels, menus and boxes.
 * @cssproperty [--messages-box-radius=26px] - The corners of the boxes that one writes and searches in.
 */
export abstract class MessagesElement extends LitElement {
  /** The name under which the element is defined unless the page chooses another. */
  static readonly tag: string;

  /** The elements that stand inside this one; they are defined with it. */
  static readonly dependencies: readonly ElementClass[] = [];

  static override styles: CSSResultGroup = hostStyles;

  /** The backend's URL, without `/v1`. */
  @property() backend?: string;

  /** Where the page's server hands out this person's token: fetched with the page's own cookies, again when refused. */
  @property({ attribute: 'token-url' }) tokenUrl?: string;

  /** `light`, `dark`, or `auto` for the person's own preference; the page's `color-scheme` if left out. */
  @property({ reflect: true }) theme?: 'light' | 'dark' | 'auto';

  /** Gives this person's token; goes before `token-url`. */
  @property({ attribute: false }) getToken?: (refused?: string) => Promise<string>;

  /** The Session to show; goes before one from around and before `backend`. */
  @property({ attribute: false }) session?: Session | undefined;

  /** Whether it says nothing itself, so that no language concerns it. */
  protected static readonly wordless: boolean = false;

  readonly #sessions = new SessionController(this, () => this);
  readonly #locale = (this.constructor as typeof MessagesElement).wordless
    ? undefined
    : new LocaleController(this);

  constructor() {
    super();
    // Before it asks for anything that it shows.
    if (this.#locale) this.addController({ hostUpdate: () => this.active?.shownIn(this.locale) });
  }

  /**
   * Defines the element, and those that stand inside it under their default names. Does nothing when it is defined
   * already; leaves a name alone that another class has.
   */
  static define(
    this: ElementClass,
    tag: string = this.tag,
    registry: CustomElementRegistry = customElements,
  ): void {
    for (const dependency of this.dependencies) dependency.define(undefined, registry);
    const taken = registry.get(tag);
    if (taken === undefined) {
      // A class can be defined once only, so that another name takes a class of its own.
      registry.define(tag, tag === this.tag ? this : class extends this {});
    } else if (taken !== this && !(taken.prototype instanceof this)) {
      console.warn(`<${tag}> is defined by another script; choose another name with define().`);
    }
  }

  override connectedCallback(): void {
    super.connectedCallback();
    keepBox(this);
  }

  /** The first time it waits a moment for its language, if that is on its way. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    const coming = this.#locale?.coming;
    return coming === undefined ? super.scheduleUpdate() : coming.then(() => super.scheduleUpdate());
  }

  /** The Session that is shown, wherever it comes from; settled before each rendering. */
  protected get active(): Session | undefined {
    return this.#sessions.session;
  }

  protected get words(): Words {
    return this.#locale?.words ?? en;
  }

  /** The BCP 47 tag for times and numbers. */
  protected get locale(): string {
    return this.#locale?.tag ?? 'en';
  }
}
