import { expect } from '@open-wc/testing';
import { render } from 'lit';

import { renderAvatar } from '../../src/elements/avatar.ts';
import { avatarHues } from '../../src/styles/palette.ts';

describe('the circle with a person’s initials', () => {
  it('has one of the hues, whoever it is, and everybody theirs', () => {
    const place = document.createElement('div');
    const hue = (id: string) => {
      render(renderAvatar({ id, name: 'Tobias Grün' }), place);
      return Number(place.querySelector<HTMLElement>('.avatar')!.dataset['hue']);
    };
    const ids = Array.from({ length: 500 }, (_none, i) => `client-${i}`);
    const hues = new Set(ids.map(hue));
    expect([...hues].sort()).to.deep.equal(avatarHues.map((_hue, i) => i));
    expect(hue('tobias')).to.equal(hue('tobias'));
  });
});
