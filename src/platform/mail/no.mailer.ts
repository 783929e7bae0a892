import { Mailer } from './mailer.js';

/** No SMTP_URL: nobody writes mails, and none is sent. */
export class NoMailer extends Mailer {
  readonly isOn = false;
  readonly from = null;

  send(): Promise<void> {
    return Promise.reject(new Error('E-mail is off: SMTP_URL is not set.'));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
