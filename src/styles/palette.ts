/**
 * Every colour, light and dark. Text on its ground keeps 4.5:1, edges of controls 3:1 (WCAG 2.2 AA). A page changes
 * one by setting `--messages-<name>`.
 */
export const palette = {
  /** The ground of panels and threads. */
  surface: ['#ffffff', '#1a1c1c'],
  /** The ground of what stands behind: the list, the composer's frame. */
  'surface-muted': ['#f8f7f4', '#202323'],
  /** The ground of menus and dialogs. */
  'surface-raised': ['#ffffff', '#272a2a'],
  /** What is under the pointer. */
  hover: ['#efede8', '#2b2f2f'],
  /** What is chosen. */
  selected: ['#dfefec', '#143f3b'],
  text: ['#1f2625', '#eceeec'],
  'text-muted': ['#5a6462', '#a9b2b0'],
  /** Quiet lines between things. */
  border: ['#e5e2dc', '#343938'],
  /** The edge of a box that one writes in. */
  'control-border': ['#87908d', '#77807e'],
  /** The one accent: buttons, links, focus, what is mine. */
  accent: ['#0b6b65', '#63c9bf'],
  'accent-hover': ['#07524d', '#86d9d1'],
  'on-accent': ['#ffffff', '#06302d'],
  /** My messages. */
  'own-bubble': ['#d5ece8', '#17514c'],
  'own-text': ['#0f2f2c', '#e8f6f4'],
  /** Everybody else's. */
  'other-bubble': ['#f1efeb', '#2b2f2f'],
  'other-text': ['#1f2625', '#eceeec'],
  /** The badge. */
  badge: ['#c62434', '#d43a48'],
  'on-badge': ['#ffffff', '#ffffff'],
  danger: ['#b01f2e', '#ff9a9a'],
  'danger-surface': ['#fcecec', '#3d2224'],
  'danger-fill': ['#b01f2e', '#e5484d'],
  'on-danger': ['#ffffff', '#ffffff'],
  /** Behind a dialog. */
  scrim: ['rgb(23 30 29 / 0.42)', 'rgb(0 0 0 / 0.6)'],
  shadow: ['rgb(31 38 37 / 0.16)', 'rgb(0 0 0 / 0.55)'],
} as const satisfies Record<string, readonly [light: string, dark: string]>;

/** Avatar grounds and their text, light and dark: the hue of a person comes from a hash of their id. */
export const avatarHues = [
  ['#d8ebe8', '#0d5650', '#1d4a46', '#bfe8e2'],
  ['#dfe7f5', '#29477f', '#27395c', '#c8d8f6'],
  ['#ece2f3', '#5b3579', '#433055', '#e2cdf1'],
  ['#f6e1e5', '#85283f', '#552a36', '#f6ccd6'],
  ['#f8e6d6', '#7d4310', '#50351f', '#f6d6b8'],
  ['#f2ebcf', '#63520a', '#463d1b', '#ecdfa9'],
  ['#e1eed8', '#35591d', '#2e4421', '#cfe6bf'],
  ['#e4e6e8', '#3e4a54', '#353c42', '#d3dbe1'],
] as const satisfies readonly (readonly [string, string, string, string])[];
