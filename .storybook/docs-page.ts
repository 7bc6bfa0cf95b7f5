import { Controls, Description, Primary, Subtitle, Title } from '@storybook/addon-docs/blocks';
import { createElement, Fragment } from 'react';

/**
 * The page of an element: what it is, the first of its stories live, and everything that the manifest knows of it. Its other stories
 * are beside it and not on it, because each has the page's database for itself.
 */
export function DocsPage() {
  return createElement(
    Fragment,
    null,
    createElement(Title),
    createElement(Subtitle),
    createElement(Description),
    createElement(Primary),
    createElement(Controls),
  );
}
