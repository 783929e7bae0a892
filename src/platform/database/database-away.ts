/** Lost connection (08), lost race (40), no room (53), ended by an operator (57); a lock or a transaction that took too long. */
const PASSING_STATE = /^(?:(?:08|40|53|57)[0-9A-Z]{3}|55P03|25P03)$/;
/** What the pg driver says without a code. */
const DRIVER_MESSAGE =
  /timeout exceeded when trying to connect|Connection terminated|connection timeout|Client has encountered a connection error|Cannot use a pool after calling end/i;

/**
 * Whether the database could not be asked, or was busy: that says nothing about the statement, which may simply be tried again later.
 * Codes of sockets are left out, because other connections have them too.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && PASSING_STATE.test(code)) return true;
  return typeof message === 'string' && DRIVER_MESSAGE.test(message);
}
