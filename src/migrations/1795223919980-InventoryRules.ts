import type { MigrationInterface, QueryRunner } from 'typeorm';

const MOVE_IS_FINAL = `
  CREATE FUNCTION inventory.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_stock_move_final', SCHEMA = 'inventory',
      MESSAGE = format('%s on %s: a stock move stays; write an adjustment.', TG_OP, TG_TABLE_NAME);
  END $$`;

/** Numbers of documents that may have gaps, and moves that are never rewritten. */
export class InventoryRules1795223919980 implements MigrationInterface {
  name = 'InventoryRules1795223919980';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SEQUENCE inventory.delivery_number');
    await runner.query('CREATE SEQUENCE inventory.adjustment_number');
    await runner.query(MOVE_IS_FINAL);
    await runner.query(
      `CREATE TRIGGER tr_stock_move_final BEFORE UPDATE OR DELETE OR TRUNCATE ON inventory.stock_move
         FOR EACH STATEMENT EXECUTE FUNCTION inventory.refuse_change()`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER tr_stock_move_final ON inventory.stock_move');
    await runner.query('DROP FUNCTION inventory.refuse_change()');
    await runner.query('DROP SEQUENCE inventory.adjustment_number');
    await runner.query('DROP SEQUENCE inventory.delivery_number');
  }
}
