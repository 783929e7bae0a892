import { defineList } from '../../../platform/http/index.js';
import { ROLES } from '../domain/permissions.js';

export interface ApiKeyView {
  id: string;
  prefix: string;
  name: string;
  role: string;
  instanceIds: string[] | null;
  userId: string | null;
  createdBy: string;
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
  lastUsedAt: string | null;
}

const keyColumns = {
  id: 'k.id',
  prefix: 'k.prefix',
  name: 'k.name',
  role: 'k.role',
  instanceIds: 'k.instance_ids',
  userId: 'k.user_id',
  createdBy: 'k.created_by',
  createdAt: { instant: 'k.created_at' },
  expiresAt: { instant: 'k.expires_at' },
  revokedAt: { instant: 'k.revoked_at' },
  lastUsedAt: { instant: 'k.last_used_at' },
} as const;

export const apiKeyList = defineList<ApiKeyView>({
  name: 'api-keys',
  from: 'access.api_key k',
  columns: keyColumns,
  filters: {
    id: { column: 'k.id', type: 'uuid' },
    role: { column: 'k.role', type: 'text', enum: ROLES },
    userId: { column: 'k.user_id', type: 'uuid' },
    isRevoked: { column: '(k.revoked_at IS NOT NULL)', type: 'boolean' },
  },
  sorts: { createdAt: { column: 'k.created_at', type: 'instant' } },
  defaultSort: '-createdAt',
  tieBreak: 'k.id',
  instanceColumn: null,
});

export interface UserView {
  id: string;
  name: string;
  email: string;
  role: string;
  instanceIds: string[] | null;
  isActive: boolean;
  createdAt: string;
  updatedAt: string;
}

export const userList = defineList<UserView>({
  name: 'users',
  from: 'access."user" u',
  columns: {
    id: 'u.id',
    name: 'u.name',
    email: 'u.email',
    role: 'u.role',
    instanceIds: 'u.instance_ids',
    isActive: 'u.is_active',
    createdAt: { instant: 'u.created_at' },
    updatedAt: { instant: 'u.updated_at' },
  },
  filters: {
    id: { column: 'u.id', type: 'uuid' },
    email: { column: 'u.email', type: 'text', lowercase: true },
    role: { column: 'u.role', type: 'text', enum: ROLES },
    isActive: { column: 'u.is_active', type: 'boolean' },
  },
  sorts: { createdAt: { column: 'u.created_at', type: 'instant' }, email: { column: 'u.email', type: 'text' } },
  defaultSort: '-createdAt',
  tieBreak: 'u.id',
  instanceColumn: null,
});

export interface AuditEntryView {
  id: string;
  at: string;
  actorKind: string;
  actorId: string | null;
  actorName: string;
  action: string;
  recordType: string;
  recordId: string;
  before: unknown;
  after: unknown;
  correlationId: string | null;
}

export const auditEntryList = defineList<AuditEntryView>({
  name: 'audit-entries',
  from: 'access.audit_entry a',
  columns: {
    id: 'a.id',
    at: { instant: 'a.at' },
    actorKind: 'a.actor_kind',
    actorId: 'a.actor_id',
    actorName: 'a.actor_name',
    action: 'a.action',
    recordType: 'a.record_type',
    recordId: 'a.record_id',
    before: 'a.before',
    after: 'a.after',
    correlationId: 'a.correlation_id',
  },
  filters: {
    at: { column: 'a.at', type: 'instant', range: true },
    actorId: { column: 'a.actor_id', type: 'uuid' },
    action: { column: 'a.action', type: 'text' },
    recordType: { column: 'a.record_type', type: 'text' },
    recordId: { column: 'a.record_id', type: 'text' },
    correlationId: { column: 'a.correlation_id', type: 'text' },
  },
  sorts: { at: { column: 'a.at', type: 'instant' } },
  defaultSort: '-at',
  tieBreak: 'a.id',
  instanceColumn: null,
});
