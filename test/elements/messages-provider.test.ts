import { expect } from '@open-wc/testing';
import { atom } from 'nanostores';

import { MessagesButtonHarness } from '../helpers/messages-button.harness.ts';
import { place } from '../helpers/element.harness.ts';
import { scriptedSession } from '../helpers/scripted-session.ts';

describe('<messages-provider>', () => {
  it('gives its Session to the elements inside, also to those that come later, and takes it back', async () => {
    const $unread = atom(3);
    const provider = await place('messages-provider', { session: scriptedSession({ $unread }) });
    const element = document.createElement('messages-button');
    provider.append(element);
    const button = new MessagesButtonHarness(element);
    await button.until(() => button.badge === '3', 'the badge');

    provider.session = scriptedSession({ $unread: atom(5) });
    await button.until(() => button.badge === '5', 'the badge of the other Session');
    expect($unread.lc).to.equal(0);
  });

  it('takes no room in the page', async () => {
    const provider = await place('messages-provider', { session: scriptedSession() });
    expect(getComputedStyle(provider).display).to.equal('contents');
    await expect(provider).to.be.accessible();
  });

  it('lets an element inside have a Session of its own', async () => {
    const provider = await place('messages-provider', { session: scriptedSession({ $unread: atom(3) }) });
    const element = Object.assign(document.createElement('messages-button'), {
      session: scriptedSession({ $unread: atom(8) }),
    });
    provider.append(element);
    const button = new MessagesButtonHarness(element);
    await button.until(() => button.badge === '8', 'its own badge');
  });
});
