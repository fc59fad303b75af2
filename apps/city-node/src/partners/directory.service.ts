import type { Logger } from 'pino';
import { DirectoryDocument, JWS_TYPES, readCanonical, sha256, TongbanError, type PartyKey } from '#contracts';
import type { Clock } from '#runtime';
import { rows, type Database, type Tx } from '../db/database.js';
import { readJws } from '../envelope/strict-jose.rules.js';
import { verify, type PrivateKey } from '../envelope/suite.js';
import { Directory, RETIRED_SEAL_KEY_MS } from './directory.rules.js';
import type { CityKeys, DirectoryFile } from './key-files.js';

/** Checks that a directory is signed by the federation key and gives its document; throws directory_invalid. */
export async function verifyDirectory(
  signed: string,
  federation: { kid: string; x: string },
): Promise<DirectoryDocument> {
  try {
    const jws = readJws(signed, JWS_TYPES.directory);
    if (jws.kid !== federation.kid) throw new TongbanError('directory_invalid', { reason: 'kid' });
    await verify(jws, { kid: federation.kid, use: 'sign', x: federation.x });
    const document = readCanonical(DirectoryDocument, jws.payloadText, 'directory_invalid');
    const cities = document.parties.map((party) => party.city);
    const kids = document.parties.flatMap((party) => party.keys.map((key) => key.kid));
    if (new Set(cities).size < cities.length || new Set(kids).size < kids.length) {
      throw new TongbanError('directory_invalid', { reason: 'named_twice' });
    }
    return document;
  } catch (cause) {
    if (cause instanceof TongbanError && cause.code === 'directory_invalid') throw cause;
    throw new TongbanError('directory_invalid', { reason: (cause as Error).message.slice(0, 80) }, { cause });
  }
}

/** The signed list of cities in use here, and our own private keys. */
export class DirectoryService {
  private directory: Directory | undefined;
  private signed: string[] = [];
  /** Called after a newer directory came into use. */
  readonly changed: (() => void)[] = [];

  constructor(
    readonly self: string,
    private readonly ownKeys: CityKeys,
    private readonly file: DirectoryFile,
    fingerprint: string,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {
    if (sha256(Buffer.from(file.federation.x, 'base64url')).toString('hex') !== fingerprint) {
      throw new TongbanError('directory_invalid', { reason: 'fingerprint' });
    }
    if (ownKeys.city !== self) throw new TongbanError('directory_invalid', { reason: 'keys_of_another_city' });
  }

  get current(): Directory {
    if (!this.directory) throw new TongbanError('directory_invalid', { reason: 'not_loaded' });
    return this.directory;
  }

  /** Takes the directories of the file; needs no database, so that a node without one can already answer why. */
  async load(): Promise<void> {
    for (const signed of this.file.directories) await this.take(signed);
    this.current.key(this.self, this.signingKey().kid, 'sign');
  }

  /** Takes those stored here and stores the newest; called once the database is up. */
  async loadStored(db: Database): Promise<void> {
    const stored = await db.query<{ number: number; signed: string }>(
      'select number, signed from directory where number > $1 order by number',
      [this.current.number],
    );
    for (const row of stored) await this.take(row.signed);
    const newest = await db.query<{ number: number }>('select max(number) as number from directory');
    if ((newest[0]?.number ?? 0) > this.current.number) throw new TongbanError('directory_old');
    await db.transaction((em) => this.store(em));
  }

  /**
   * Accepts a newer directory that continues ours. The same again is no fault.
   * Throws directory_invalid, directory_old or directory_fork.
   */
  async take(signed: string): Promise<Directory> {
    const document = await verifyDirectory(signed, this.file.federation);
    const last = this.signed.at(-1);
    if (this.directory && last !== undefined) {
      if (signed === last) return this.directory;
      if (document.number < this.directory.number) {
        throw new TongbanError('directory_old', { number: document.number });
      }
      // Two of one number: the federation signed two lists of cities, and somebody is shown the other one.
      if (document.number === this.directory.number) throw new TongbanError('directory_fork', { reason: 'number' });
      if (document.number !== this.directory.number + 1) throw new TongbanError('directory_fork', { reason: 'gap' });
      if (document.prev !== sha256(last).toString('hex')) throw new TongbanError('directory_fork', { reason: 'prev' });
    }
    this.directory = new Directory(document);
    this.signed.push(signed);
    this.log.info({ directory: document.number, parties: document.parties.length }, 'city directory in use');
    for (const call of this.changed) call();
    return this.directory;
  }

  /** Stores what is in use; call inside a transaction. */
  async store(em: Tx): Promise<void> {
    for (const signed of this.signed) {
      const document = JSON.parse(readJws(signed, JWS_TYPES.directory).payloadText) as DirectoryDocument;
      await rows(
        em,
        'insert into directory (number, signed, hash, received_at) values ($1, $2, $3, $4) on conflict do nothing',
        [document.number, signed, sha256(signed), this.clock.now()],
      );
    }
  }

  /** Signed directories newer than `number`, oldest first. */
  since(number: number): string[] {
    const behind = this.current.number - number;
    return behind <= 0 ? [] : this.signed.slice(-behind).slice(0, 20);
  }

  /** Our newest signing key that is valid now; throws key_expired. */
  signingKey(): PrivateKey {
    const at = this.clock.now().toISOString();
    const valid = this.ownKeys.keys
      .filter((key) => key.use === 'sign' && key.from <= at && at < key.until && !this.isRevoked(key.kid))
      .sort((a, b) => (a.from < b.from ? 1 : -1));
    const newest = valid[0];
    if (!newest) throw new TongbanError('key_expired', { city: this.self, use: 'sign' });
    return newest;
  }

  private isRevoked(kid: string): boolean {
    const own = this.directory?.party(this.self)?.keys.find((key) => key.kid === kid);
    return own !== undefined && own.revokedAt !== null && own.revokedAt <= this.clock.now().toISOString();
  }

  /** Days until our newest signing key ends; 0 where none is valid. */
  signingKeyDaysLeft(): number {
    const ends = this.ownKeys.keys.filter((key) => key.use === 'sign').map((key) => Date.parse(key.until));
    return Math.max(0, (Math.max(...ends) - this.clock.now().getTime()) / (24 * 3600_000));
  }

  /** Our private key behind a kid that somebody sealed to; throws key_unknown or key_expired. */
  openingKey(kid: string): PrivateKey {
    const key = this.ownKeys.keys.find((own) => own.use === 'seal' && own.kid === kid);
    if (!key) throw new TongbanError('key_unknown', { kid });
    if (Date.parse(key.until) + RETIRED_SEAL_KEY_MS < this.clock.now().getTime()) {
      throw new TongbanError('key_expired', { kid });
    }
    return key;
  }

  sealKeyFor(city: string): PartyKey {
    return this.current.sealKeyFor(city, this.clock.now());
  }
}
