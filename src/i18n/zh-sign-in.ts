import type { SignInWords } from './en-sign-in.ts';
import { plural } from './plurals.ts';

const forms = plural('zh');

/** The Chinese words of signing in by e-mail. */
export const zhSignIn: SignInWords = {
  title: '登录',
  intro: '我们会向您的电子邮箱发送验证码。无需记住密码。',
  ended: '您已退出登录。您正在编写的内容已保留。',
  locked: '这里有一段时间没有任何操作，因此您的消息已被锁定。您正在编写的内容已保留。',
  email: '电子邮箱地址',
  sendCode: '发送验证码',
  sendingCode: '正在发送…',
  noEmail: '请输入您的电子邮箱地址，例如 name@example.com。',
  codeTitle: '输入验证码',
  codeSent: (email) =>
    `如果您的诊所登记了 ${email}，一封含有 6 位验证码的电子邮件正在发送途中。验证码 10 分钟内有效。`,
  code: '验证码',
  noCode: '请输入 6 位数字的验证码。',
  enter: '登录',
  entering: '正在登录…',
  newCode: '发送新验证码',
  newCodeIn: (time) => `${time} 后可发送新验证码`,
  newCodeSent: '新验证码正在发送途中。之前的验证码不再有效。',
  otherAddress: '使用其他地址',
  waitFor: (minutes, n) =>
    forms(n, {
      other: `操作过于频繁。请等待 ${minutes} 分钟。`,
    }),
  signedIn: '您已登录。',
  signedInAs: (name) => `登录身份：${name}`,
  signedOut: '您已退出登录。',
  emailNotices: '有未读消息时给我发电子邮件',
  emailNoticesOn: '消息有一段时间未读时，您会收到电子邮件。',
  emailNoticesOff: '您不会收到关于未读消息的电子邮件。',
  signOut: '退出登录',
  signOutEverywhere: '在所有设备上退出登录',
  notSignedOut: '您在所有设备上仍处于登录状态。',
  notChanged: '没有任何更改。',
  noSignIn: '此页面尚未设置登录',
  noSignInHint: '此页面没有说明它属于哪个诊所。',
};
