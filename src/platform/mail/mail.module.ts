import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../config/index.js';
import { Mailer } from './mailer.js';
import { NoMailer } from './no.mailer.js';
import { SmtpMailer } from './smtp.mailer.js';

@Global()
@Module({
  providers: [
    {
      provide: Mailer,
      inject: [Config],
      useFactory: ({ smtp }: Config): Mailer => (smtp ? new SmtpMailer(smtp.url, smtp.from) : new NoMailer()),
    },
  ],
  exports: [Mailer],
})
export class MailModule implements OnApplicationShutdown {
  constructor(private readonly mailer: Mailer) {}

  /** After the scheduled work has ended: a mail on its way is sent to its end. */
  async onApplicationShutdown(): Promise<void> {
    await this.mailer.close();
  }
}
