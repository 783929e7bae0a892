import 'reflect-metadata';
import { AppModule } from './app.module.js';
import { runHub } from './platform/lifecycle/index.js';

/** One entry for every role: `--role web`, `--role worker,scheduler`, or ROLES; all three when nothing is said. */
await runHub((context) => AppModule.with(context));
