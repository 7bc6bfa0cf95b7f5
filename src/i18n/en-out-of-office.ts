import { plural } from './plurals.ts';

const forms = plural('en');

/** The English words about being out of office. */
export const enOutOfOffice = {
  settings: 'Out-of-office settings',
  heading: 'Out of office',
  intro: 'While you are away, clients who write get this reply automatically.',
  introAdmin: 'While members are away, clients who write to them get this reply automatically.',

  // The form.
  newSetting: 'New reply',
  editSetting: 'Change reply',
  members: 'Members',
  searchMembers: 'Search members',
  selectAll: 'Select all',
  noMembers: 'Nobody found',
  membersChosen: (count: string, n: number) =>
    forms(n, { one: `${count} member selected`, other: `${count} members selected` }),
  message: 'Auto-reply message',
  messageHint: 'For example when you are back, and whom to call when it is urgent.',
  start: 'Start',
  end: 'End',
  untilTurnedOff: 'Until I turn it off',
  timeZone: 'Time zone',
  timeZoneIs: (zone: string) => `Time zone: ${zone}`,
  firstPassMeant: 'Clocks go back, so this time comes twice. The first one is meant, before they go back.',
  secondPassMeant:
    'Clocks go back, so this time comes twice. The second one is meant, after they have gone back.',
  secondPass: 'Take the second one',
  often: 'Reply to the same client',
  once: 'Once per period',
  daily: 'Every 24 hours',
  fourDays: 'Every 4 days',
  otherOften: 'Another interval…',
  hours: 'Hours between replies',
  configure: 'Configure Settings',
  cancelEdit: 'Cancel',
  unsaved: 'Changes not saved',
  saving: 'Saving…',
  saved: 'Your settings are saved.',

  // What is wrong with a field.
  chooseMember: 'Select at least one member.',
  writeMessage: 'Write the message that clients get.',
  chooseStart: 'Choose when it starts.',
  chooseEnd: 'Choose when it ends, or that it lasts until you turn it off.',
  endBeforeStart: 'The end must be after the start.',
  endPast: 'The end has already passed.',
  hoursRange: (limit: string) => `Write a whole number of hours from 1 to ${limit}.`,
  notSaved: 'Nothing was saved.',

  // The settings that are there.
  current: 'Active and planned',
  activeNow: 'Away now',
  planned: 'Planned',
  range: (start: string, end: string) => `${start} – ${end}`,
  from: (start: string) => `From ${start} until turned off`,
  edit: 'Edit',
  endNow: 'End now',
  remove: 'Remove',
  editOf: (name: string, range: string) => `Edit, ${name}, ${range}`,
  endNowOf: (name: string, range: string) => `End now, ${name}, ${range}`,
  removeOf: (name: string, range: string) => `Remove, ${name}, ${range}`,
  ended: 'The out-of-office reply has ended.',
  removed: 'The planned reply is removed.',
  notEnded: 'It was not ended.',

  // Being away, as others see it.
  away: 'Away',
  youAreAwayUntil: (until: string) => `You are out of office until ${until}.`,
  youAreAway: 'You are out of office.',
  isAwayUntil: (name: string, until: string) => `${name} is away until ${until}.`,
  isAway: (name: string) => `${name} is away.`,
};

/** The words of one language about being out of office. */
export type OutOfOfficeWords = typeof enOutOfOffice;
