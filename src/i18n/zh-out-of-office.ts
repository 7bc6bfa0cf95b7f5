import type { OutOfOfficeWords } from './en-out-of-office.ts';
import { plural } from './plurals.ts';

const forms = plural('zh');

/** The Chinese words about being out of office. */
export const zhOutOfOffice: OutOfOfficeWords = {
  settings: '外出设置',
  heading: '外出',
  intro: '您外出期间，给您写消息的来访者会自动收到此回复。',
  introAdmin: '成员外出期间，给他们写消息的来访者会自动收到此回复。',

  // The form.
  newSetting: '新建回复',
  editSetting: '更改回复',
  members: '成员',
  searchMembers: '搜索成员',
  selectAll: '全选',
  noMembers: '没有找到任何人',
  membersChosen: (count, n) => forms(n, { other: `已选择 ${count} 名成员` }),
  message: '自动回复内容',
  messageHint: '例如您何时回来，以及紧急情况下可以联系谁。',
  start: '开始',
  end: '结束',
  untilTurnedOff: '直到我手动关闭',
  timeZone: '时区',
  timeZoneIs: (zone) => `时区：${zone}`,
  firstPassMeant: '时钟会回拨，因此这个时间会出现两次。这里指第一次，即回拨之前。',
  secondPassMeant: '时钟会回拨，因此这个时间会出现两次。这里指第二次，即回拨之后。',
  secondPass: '选择第二次',
  often: '对同一来访者的回复频率',
  once: '每次外出一次',
  daily: '每 24 小时',
  fourDays: '每 4 天',
  otherOften: '其他间隔…',
  hours: '两次回复间隔的小时数',
  configure: '保存设置',
  cancelEdit: '取消',
  saving: '正在保存…',
  saved: '您的设置已保存。',

  // What is wrong with a field.
  chooseMember: '请至少选择一名成员。',
  writeMessage: '请填写来访者将收到的内容。',
  chooseStart: '请选择开始时间。',
  chooseEnd: '请选择结束时间，或选择持续到您手动关闭。',
  endBeforeStart: '结束时间必须晚于开始时间。',
  endPast: '结束时间已经过去。',
  hoursRange: (limit) => `请输入 1 到 ${limit} 之间的整数小时数。`,
  notSaved: '没有保存任何内容。',
  unsaved: '有未保存的更改',

  // The settings that are there.
  current: '生效中和计划中',
  activeNow: '正在外出',
  planned: '计划中',
  range: (start, end) => `${start} – ${end}`,
  from: (start) => `从 ${start} 起，直到关闭`,
  edit: '编辑',
  endNow: '立即结束',
  remove: '移除',
  editOf: (name, range) => `编辑，${name}，${range}`,
  endNowOf: (name, range) => `立即结束，${name}，${range}`,
  removeOf: (name, range) => `移除，${name}，${range}`,
  ended: '外出自动回复已结束。',
  removed: '计划中的回复已移除。',
  notEnded: '未能结束。',

  // Being away, as others see it.
  away: '外出',
  youAreAwayUntil: (until) => `您正在外出，直到 ${until}。`,
  youAreAway: '您正在外出。',
  isAwayUntil: (name, until) => `${name} 正在外出，直到 ${until}。`,
  isAway: (name) => `${name} 正在外出。`,
};
