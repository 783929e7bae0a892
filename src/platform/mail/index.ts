export { Mailer, MailError, type MailFailure, type OutgoingMail } from './mailer.js';
export { MailModule } from './mail.module.js';
export { SmtpMailer } from './smtp.mailer.js';
