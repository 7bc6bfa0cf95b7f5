import type { BrowserContext, Locator, Page } from 'playwright-core';

/**
 * One person's portal page, spoken to as that person would: by what is written on the buttons and read out by a screen
 * reader. Playwright looks into open shadow roots, so no test knows how an element is made inside.
 */
export class Portal {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /** A page that is open already. */
  static of(page: Page): Portal {
    return new Portal(page);
  }

  /** Opens the portal of a person and waits until their conversations are there. */
  static async open(
    context: BrowserContext,
    url: string,
    as: string,
    { practice, lang, path = '/portal' }: { practice?: string; lang?: string; path?: string } = {},
  ): Promise<Portal> {
    const page = await context.newPage();
    const query = new URLSearchParams({ as, ...(practice && { practice }), ...(lang && { lang }) });
    await page.goto(`${url}${path}?${query}`);
    const portal = new Portal(page);
    await portal.button.waitFor();
    return portal;
  }

  get inbox(): Locator {
    return this.page.locator('messages-inbox');
  }

  /** The Messages button of the navigation bar, in whatever language. */
  get button(): Locator {
    return this.page.locator('messages-button').getByRole('button').first();
  }

  /** The number in the red badge; 0 when there is none. */
  async badge(): Promise<number> {
    // All at once: between counting and reading, the badge may have gone.
    const [text] = await this.page.locator('messages-button [part~="badge"]').allTextContents();
    return Number(text?.trim() ?? 0);
  }

  /** The conversations of the left panel. */
  get conversations(): Locator {
    return this.inbox.locator('conversation-list [part~="conversation"]');
  }

  conversation(name: string): Locator {
    return this.conversations.filter({ hasText: name }).first();
  }

  get messageBox(): Locator {
    return this.inbox.getByRole('textbox', { name: 'Message', exact: true });
  }

  get sendButton(): Locator {
    return this.inbox.getByRole('button', { name: 'Send', exact: true });
  }

  get log(): Locator {
    return this.inbox.getByRole('log');
  }

  /** The texts of the open conversation, exactly as they stand in the page. */
  get texts(): Locator {
    return this.log.locator('[part~="message-text"]');
  }

  message(text: string): Locator {
    return this.texts.filter({ hasText: text }).last();
  }

  /** Opens a conversation from the left panel. */
  async openConversation(name: string): Promise<void> {
    await this.conversation(name).click();
    await this.inbox.locator('thread-view').getByText(name).first().waitFor();
    await this.messageBox.waitFor();
  }

  /** Begins a conversation through "New message". */
  async startConversation(search: string, name: string): Promise<void> {
    await this.inbox.getByRole('button', { name: 'New message' }).click();
    const picker = this.inbox.locator('recipient-picker');
    await picker.getByRole('combobox').fill(search);
    await picker.getByRole('option').filter({ hasText: name }).first().click();
    await this.messageBox.waitFor();
  }

  /** Types a text and sends it with the arrow. */
  async send(text: string): Promise<void> {
    await this.messageBox.fill(text);
    await this.sendButton.click();
  }
}
