import { inDatabase } from './postgres.ts';

/**
 * Puts functions into a PostgreSQL that are called like Citus's and spread nothing: they write down what they are
 * called for, and refuse what Citus refuses of a table's shape. They lie in a schema of their own. Citus itself comes
 * neither from the npm registry nor from Debian, so no test here runs on several machines.
 */
export async function standInForCitus(databaseUrl: string): Promise<void> {
  await inDatabase(databaseUrl, STAND_IN);
  const name = new URL(databaseUrl).pathname.slice(1);
  await inDatabase(databaseUrl, `alter database ${name} set search_path = public, stand_in`);
}

const STAND_IN = `
create schema stand_in;
set search_path = public, stand_in;
create table stand_in.citus_tables (
  at serial, table_name regclass primary key, citus_table_type text, distribution_column text, beside text);
create table stand_in.functions_everywhere (name text primary key);

create function stand_in.create_distributed_function(called regprocedure) returns void language sql as
  $$ insert into stand_in.functions_everywhere values (called::text) on conflict do nothing $$;

create function stand_in.create_reference_table(called regclass) returns void language plpgsql as $$
begin
  if exists (select 1 from pg_constraint where conrelid = called and contype = 'f' and confrelid not in (
    select table_name from stand_in.citus_tables where citus_table_type = 'reference')) then
    raise exception '% refers to a table that is not everywhere', called;
  end if;
  insert into stand_in.citus_tables (table_name, citus_table_type) values (called, 'reference');
end $$;

create function stand_in.create_distributed_table(called regclass, by_column text, colocate_with text default 'default')
returns void language plpgsql as $$
begin
  if exists (select 1 from pg_index where indrelid = called and indisunique and not exists (
    select 1 from pg_attribute where attrelid = called and attname = by_column and attnum = any(indkey))) then
    raise exception '% has a unique index without %', called, by_column;
  end if;
  if exists (select 1 from pg_constraint where (conrelid = called or confrelid = called) and contype = 'f') then
    raise exception '% has references', called;
  end if;
  if not exists (select 1 from stand_in.functions_everywhere) then
    raise exception 'its indexes call a function that is not everywhere';
  end if;
  if colocate_with <> 'none' and not exists (select 1 from stand_in.citus_tables
    where table_name = colocate_with::regclass and citus_table_type = 'distributed') then
    raise exception '% is to lie beside %, which is not distributed', called, colocate_with;
  end if;
  insert into stand_in.citus_tables (table_name, citus_table_type, distribution_column, beside)
    values (called, 'distributed', by_column, colocate_with);
end $$;`;
