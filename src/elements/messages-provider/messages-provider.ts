import { css, html, type TemplateResult } from 'lit';

import { SessionProvider } from '../../controllers/session-provider.ts';
import { MessagesElement } from '../messages-element.ts';

/**
 * Shows nothing itself; gives one Session to the elements inside it, so that only one place on the page says where
 * the messages are.
 *
 * @tag messages-provider
 * @slot - The elements that share the Session, at any depth.
 */
export class MessagesProvider extends MessagesElement {
  static override readonly tag = 'messages-provider';
  static override styles = css`
    :host {
      display: contents;
    }
  `;

  protected static override readonly wordless = true;

  protected readonly provider = new SessionProvider(this, () => this.active);

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'messages-provider': MessagesProvider;
  }
}
