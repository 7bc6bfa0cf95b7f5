import { executeServerCommand } from '@web/test-runner-commands';

/** What the browser tells a screen reader of one thing. */
interface Node {
  role: string;
  name?: string;
  value?: string | number;
  description?: string;
  level?: number;
  checked?: boolean | 'mixed';
  expanded?: boolean;
  selected?: boolean;
  focused?: boolean;
  disabled?: boolean;
  modal?: boolean;
  busy?: boolean;
  haspopup?: string;
  invalid?: string;
  required?: boolean;
  children?: Node[];
}

const STATES = [
  'checked',
  'expanded',
  'selected',
  'focused',
  'disabled',
  'modal',
  'busy',
  'required',
] as const;

/**
 * The accessibility tree of the page, as the browser's own interface for screen readers has it: a line for each role, with name,
 * value and states. Times of the day and the zone of the machine are not in it, since they are never the same.
 */
export async function tree(): Promise<string> {
  const root = await executeServerCommand<Node | null, undefined>('accessibility-tree');
  return (root?.children ?? []).flatMap((node) => lines(node, '')).join('\n');
}

/** What stands for nothing by itself. */
const SILENT = [
  'generic',
  'none',
  // Without a name it is no landmark; newer engines have it in the tree all the same.
  'form',
  'paragraph',
  'time',
  'LabelText',
  'LineBreak',
  'InlineTextBox',
  'image',
  'emphasis',
  'strong',
  'mark',
];
/** What is read as one, whatever it is made of. */
const WHOLE = [
  'button',
  'option',
  'heading',
  'textbox',
  'searchbox',
  'menuitem',
  'switch',
  'link',
  'combobox',
  'DateTime',
];

function lines(node: Node, indent: string): string[] {
  const { role, name = '' } = node;
  const children = WHOLE.includes(role) ? [] : (node.children ?? []);
  if (role === 'InlineTextBox' || (role === 'StaticText' && simple(name) === '')) return [];
  if (SILENT.includes(role) && name === '') return children.flatMap((child) => lines(child, indent));
  // The texts of which a name is made would only say it again.
  const inner = children.filter((child) => child.role !== 'StaticText' || !name.includes(child.name ?? ''));
  const said =
    role === 'StaticText' ? [`"${simple(name)}"`] : [role, ...(name === '' ? [] : [`"${simple(name)}"`])];
  if (node.level !== undefined) said.push(String(node.level));
  // It begins with the time now.
  if (node.value && role !== 'DateTime') said.push(`= "${simple(node.value)}"`);
  if (node.description) said.push(`(${simple(node.description)})`);
  for (const state of STATES) {
    if (node[state] === true) said.push(state);
    else if (node[state] === false && state === 'expanded') said.push('collapsed');
  }
  if (node.haspopup) said.push(`opens ${node.haspopup}`);
  if (node.invalid && node.invalid !== 'false') said.push('invalid');
  return [indent + said.join(' '), ...inner.flatMap((child) => lines(child, `${indent}  `))];
}

function simple(text: string | number): string {
  return String(text)
    .replaceAll(/[\u2066-\u2069]/gu, '')
    .replaceAll(/\d{1,2}:\d\d(?:\s[AP]M)?/gu, 'TIME')
    .replaceAll(Intl.DateTimeFormat().resolvedOptions().timeZone, 'ZONE')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}
