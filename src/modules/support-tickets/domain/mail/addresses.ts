const LONGEST = 320;
/** One mailbox and nothing beside it: no list, no quotes, no line breaks, whatever a form or a mail said. */
const MAILABLE = /^[^\s@"(),:;<>[\\\]\p{C}]+@[^\s@"(),:;<>[\\\]\p{C}]+$/u;

export function isMailable(address: string): boolean {
  return address.length <= LONGEST && MAILABLE.test(address);
}

/** As addresses are compared and counted. */
export function addressKey(address: string): string {
  return address.trim().toLowerCase();
}

/**
 * The mailbox behind an address with a tag: `support+shipstation@example.com` is read where `support@example.com` is. A leading plus is no
 * tag but part of a number: `+4420555@sms.example`.
 */
export function mailboxKey(address: string): string {
  return addressKey(address).replace(/^([^+@]+)\+[^@]*@/, '$1@');
}

/** `support+shipstation@example.com` → "shipstation" */
export function tagOf(address: string): string | null {
  const [local = ''] = addressKey(address).split('@');
  const at = local.indexOf('+');
  return at === -1 ? null : local.slice(at + 1);
}
