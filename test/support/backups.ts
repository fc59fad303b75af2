import pg from 'pg';
import type { ThreeCities } from './three-cities.js';

/** Does something to a city's database as its server's owner; nobody else may be connected to it. */
async function alone(cities: ThreeCities, city: string, work: (client: pg.Client, name: string) => Promise<void>) {
  const address = new URL(cities.databaseUrl(city));
  const name = address.pathname.slice(1);
  address.pathname = '/postgres';
  const client = new pg.Client({ connectionString: address.href });
  await client.connect();
  try {
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname like $1', [`${name}%`]);
    await work(client, name);
  } finally {
    await client.end();
  }
}

/** Backs a city's database up under a label. Its node must be stopped. */
export function backUp(cities: ThreeCities, city: string, label: string): Promise<void> {
  return alone(cities, city, async (client, name) => {
    await client.query(`create database "${name}_${label}" template "${name}"`);
  });
}

/** Puts a backup in the place of a city's database; what was committed since is lost. Its node must be stopped. */
export function restore(cities: ThreeCities, city: string, label: string): Promise<void> {
  return alone(cities, city, async (client, name) => {
    await client.query(`drop database "${name}"`);
    await client.query(`create database "${name}" template "${name}_${label}"`);
  });
}

/** Every event that a city holds of some authors, byte for byte. */
export async function lanesOf(cities: ThreeCities, city: string, authors: readonly string[]): Promise<string[]> {
  const found = await cities.sql<{ line: string }>(
    city,
    `select lane || ' ' || author || '/' || seq || ' ' || encode(hash, 'hex') || ' ' || payload || ' ' || coalesce(data, '-') as line
     from event where author = any($1) order by lane, author, seq`,
    [authors],
  );
  return found.map(({ line }) => line);
}
