import type { ThreeCities } from './three-cities.js';

/**
 * Makes a city's node unable to take cases, as a version with a defect is: what arrives is kept and has no effect. Call
 * what it gives back to mend it.
 */
export async function brokenShelf(cities: ThreeCities, city: string): Promise<() => Promise<void>> {
  await cities.sql(
    city,
    `create function broken_shelf() returns trigger language plpgsql as $$
       begin raise exception 'a defect of this version' using errcode = 'XX000'; end $$`,
  );
  await cities.sql(
    city,
    'create trigger broken_shelf before insert or update on case_file for each row execute function broken_shelf()',
  );
  return async () => {
    await cities.sql(city, 'drop trigger broken_shelf on case_file');
    await cities.sql(city, 'drop function broken_shelf()');
  };
}
