/** A target that a link may have. */
export interface SafeUrl {
  href: string;
  /** Where the link really leads, if its host reads differently from how it was written: ASCII (Punycode) form. */
  host?: string;
}

/** Longer addresses are not made into links. */
export const URL_LENGTH = 2048;

/** A name with a dot, an IPv6 address, or this machine; a bare word is more likely a typing error than a host. */
const HOST = /^(?:[^.]+(?:\.[^.]+)+\.?|\[[0-9a-f:.]+\]|localhost)$/;

/** The scheme and what stands up to the path, of which nothing may be hidden or unescaped. */
const AUTHORITY = /^https?:\/\/([^/?#]+)/i;

/** One plain address, without headers that would fill in somebody's message. */
const MAILTO = /^mailto:[^\s@?#%&,;:/]+@([^\s@?#%&,;:/]+)$/i;

/**
 * The target for an address that a person wrote, or `undefined` when it must not become a link: only http, https and
 * mailto, nothing before the host (`user@`), nothing that a browser would read as another host than a person does.
 */
export function safeUrl(written: string): SafeUrl | undefined {
  if (written.length > URL_LENGTH || !URL.canParse(written)) return undefined;
  const mailHost = MAILTO.exec(written)?.[1];
  if (mailHost !== undefined) {
    // Mail goes by the written name; what it is in ASCII is learned as browsers learn it.
    const host = URL.canParse(`http://${mailHost}`) ? new URL(`http://${mailHost}`).hostname : '';
    return HOST.test(host) ? target(new URL(written).href, mailHost, host) : undefined;
  }
  const authority = AUTHORITY.exec(written)?.[1];
  if (authority === undefined || /[@%\\]/.test(authority)) return undefined;
  const { href, hostname, host, port } = new URL(written);
  if (!HOST.test(hostname)) return undefined;
  // `:443` behind https and the like are dropped by the parser; that is no difference to speak of.
  return target(href, port === '' ? authority.replace(/:\d*$/, '') : authority, host);
}

function target(href: string, written: string, host: string): SafeUrl {
  return written.toLowerCase() === host ? { href } : { href, host };
}
