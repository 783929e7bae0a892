import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Filled by the hub when it starts: credentials are sealed, and only it can open them. */
export class InstanceIdentity1795500000002 implements MigrationInterface {
  name = 'InstanceIdentity1795500000002';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE marketplace.instance ADD "identity" text COLLATE "C"');
    await queryRunner.query(
      'CREATE INDEX "ix_instance_identity" ON marketplace.instance ("connector", "identity") WHERE identity IS NOT NULL',
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE marketplace.instance DROP "identity"');
  }
}
