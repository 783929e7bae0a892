/**
 * How the embedded server is set up. Given on its command line, so that a newer Longshore brings newer settings and
 * nothing in the data folder has to be edited.
 */
export const SETTINGS: Readonly<Record<string, string>> = {
  // Only this machine, and only with the password of the data folder.
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  // Money: a commit that was answered is on the disk.
  synchronous_commit: 'on',
  // No replicas here, so bulk loads may write less log.
  wal_level: 'minimal',
  max_wal_senders: '0',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  // A failed statement is reported by the code that sent it; PostgreSQL's own line would quote customers' data.
  log_min_messages: 'log',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  log_line_prefix: '',
};

export const SUPERUSER = 'longshore';
export const DATABASE = 'longshore';

export function settingFlags(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
