import { expect } from '@open-wc/testing';

/*
 * Elements are never handed to Chai: to say that two differ, it prints them with the whole page around them, and the test hangs
 * instead of failing.
 */

/** An element's opening tag. */
export function tagOf(element: Element | null): string {
  return element === null
    ? 'nothing'
    : (element.cloneNode(false) as Element).outerHTML.replace(/<\/[^<]*>$/u, '');
}

/** Fails when there is such a thing. */
export function isAbsent(found: Element | null | undefined): void {
  expect(tagOf(found ?? null)).to.equal('nothing');
}

/** Fails when there is no such thing. */
export function isPresent(found: Element | null | undefined): void {
  expect(tagOf(found ?? null)).to.not.equal('nothing');
}
