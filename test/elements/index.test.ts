import { expect } from '@open-wc/testing';

describe('the public entry', () => {
  it('changes nothing on the page when it is imported', async () => {
    const defined: string[] = [];
    const { define } = customElements;
    customElements.define = (name, ...rest) => {
      defined.push(name);
      define.call(customElements, name, ...rest);
    };
    try {
      await import('../../src/index.ts');
    } finally {
      customElements.define = define;
    }
    expect(defined).to.deep.equal([]);
  });

  it('lets a page choose other names, and says nothing when a name is defined twice', async () => {
    const { MessagesProvider } = await import('../../src/index.ts');
    MessagesProvider.define();
    MessagesProvider.define();
    MessagesProvider.define('my-provider');
    expect(customElements.get('messages-provider')).to.equal(MessagesProvider);
    expect(document.createElement('my-provider')).to.be.instanceOf(MessagesProvider);
  });
});
