import type {
  ConversationList,
  MessageComposer,
  MessagesInbox,
  RecipientPicker,
  ThreadView,
} from '../../src/index.ts';
import { ConversationListHarness } from './conversation-list.harness.ts';
import { ElementHarness } from './element.harness.ts';
import { MessageComposerHarness } from './message-composer.harness.ts';
import { RecipientPickerHarness } from './recipient-picker.harness.ts';
import { ThreadViewHarness } from './thread-view.harness.ts';

/** Speaks to the whole inbox, through what stands in it. */
export class MessagesInboxHarness extends ElementHarness<MessagesInbox> {
  async list(): Promise<ConversationListHarness> {
    return new ConversationListHarness(await this.appears<ConversationList>('conversation-list'));
  }

  async picker(): Promise<RecipientPickerHarness> {
    const picker = new RecipientPickerHarness(await this.appears<RecipientPicker>('recipient-picker'));
    await picker.appears('[role="combobox"]');
    return picker;
  }

  async thread(): Promise<ThreadViewHarness> {
    return new ThreadViewHarness(await this.appears<ThreadView>('thread-view'));
  }

  async composer(): Promise<MessageComposerHarness> {
    const composer = new MessageComposerHarness(await this.appears<MessageComposer>('message-composer'));
    await composer.appears('textarea');
    return composer;
  }

  get back(): HTMLButtonElement | null {
    return this.find<HTMLButtonElement>('[part~="back"]');
  }
}
