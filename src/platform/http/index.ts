export { PUBLIC, Public } from './public.decorator.js';
export { PERMISSIONS, type Permission } from './access/permission.js';
export { REQUIRES, Requires } from './access/requires.decorator.js';
export { INSTANCE_SCOPE, InstanceScope } from './access/instance-scope.decorator.js';
export { Access } from './access/access.js';
export { OPTIONAL_KEY, OptionalAccess, OptionalKey } from './access/optional-key.decorator.js';
export { CurrentAccess, accessOf, attachAccess } from './access/current-access.decorator.js';
export { AuditTrail, type AuditEntry } from './context/audit-trail.js';
export {
  ANONYMOUS,
  becomeActor,
  currentActor,
  SYSTEM_ACTOR,
  withActor,
  type Actor,
} from './context/request-context.js';
export { invalidRequest, type CodedFieldError } from './problem/invalid-request.js';
export { defineList, List, type Queryable } from './list/define-list.js';
export type {
  ListColumn,
  ListDefinition,
  ListFilter,
  ListPage,
  ListRequest,
  ListSort,
} from './list/list-definition.js';
export { Accepts, type AcceptedContent } from './content/accepts.decorator.js';
export { ListQuery } from './list/list-query.decorator.js';
export { ApiList } from './list/api-list.decorator.js';
export { IdParam } from './validation/id-param.decorator.js';
export { IsDay, IsInstant } from './validation/time.validators.js';
export { readWhole } from './content/read-whole.js';
export { FormFiles } from './multipart/form-files.decorator.js';
export type { ReceivedFile } from './multipart/received-file.js';
export { FORM_LIMITS } from './multipart/limits.js';
export { UploadSlots } from './multipart/upload-slots.js';
export { ScratchFolder } from './multipart/scratch-folder.js';
export { Idempotency } from './idempotency/idempotency.decorator.js';
export { RouteTable, type Route } from './routes/route-table.js';
export { buildDocument } from './openapi/build-document.js';
export { PlatformHttpModule } from './platform-http.module.js';
export { configureHttp } from './configure-http.js';
export { IsMoney, IsOptionalMoney, MoneyBody } from './validation/money-body.js';
