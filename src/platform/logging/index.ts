export { silentLog, type Log, type LogFields } from './log.js';
export { Logger, LOG_LEVELS, type LoggerOptions, type LogLevel } from './logger.js';
export { LoggingModule } from './logging.module.js';
export { NestLogger } from './nest-logger.js';
export { currentCorrelationId, withCorrelation } from './correlation.js';
export { redactor, Redactor } from './redactor.js';
