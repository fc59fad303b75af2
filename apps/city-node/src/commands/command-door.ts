import type { Logger } from 'pino';
import {
  checkParsed,
  COMMANDS,
  sha256,
  TongbanError,
  type AnswerOnWire,
  type CommandAnswer,
  type CommandKey,
  type CommandOnWire,
  type CommandRule,
  type UserView,
} from '#contracts';
import { mark, type Metrics } from '#runtime';
import type { AccountsService, Signed } from '../accounts/accounts.service.js';
import type { CommandContext } from '../case/case-desk.service.js';
import { isTransient } from '../db/database.js';
import { LeaseLost } from '../exchange/lease.js';

const REVISION = /^[0-9a-f.-]{1,400}$/;
const COMMAND_ID = /^[A-Za-z0-9._-]{8,64}$/;

/** Who asks, and in which of their sessions. */
interface Caller {
  readonly view: UserView;
  readonly sessionId: string;
}

/**
 * The one way in from the gateway: checks who asks, what may be asked by whom and the shape of it, and makes one
 * coded answer of whatever comes out. Nothing that fails here leaves as a sentence or a stack.
 */
export class CommandDoor {
  private readonly seconds;

  constructor(
    private readonly accounts: AccountsService,
    metrics: Metrics,
    private readonly log: Logger,
  ) {
    this.seconds = metrics.histogram(
      'tongban_command_seconds',
      'Time a command took, by command and outcome.',
      ['command', 'outcome'],
      [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    );
  }

  /** Runs `work` for a signed-in person (or anybody, where the command table names no role). */
  async run<K extends CommandKey>(
    key: K,
    wire: unknown,
    work: (input: never, context: CommandContext & Caller) => Promise<CommandAnswer<K>>,
  ): Promise<AnswerOnWire<CommandAnswer<K>>> {
    const startedAt = process.hrtime.bigint();
    const rule: CommandRule = COMMANDS[key];
    const command = wire as Partial<CommandOnWire> | null;
    const requestId = typeof command?.requestId === 'string' ? command.requestId.slice(0, 80) : 'none';
    let outcome = 'ok';
    try {
      const context = await this.context(rule, command ?? {}, requestId);
      const input = checkParsed(rule.input, command?.body ?? {}, 'request_invalid');
      mark('command.checked');
      const result = await work(input as never, context);
      if (rule.creates) {
        const caseNo = (result as { caseNo?: unknown } | null)?.caseNo;
        this.log.info({ command: rule.name, requestId, caseNo, role: context.user.role }, 'command done');
      }
      return { ok: true, result };
    } catch (error) {
      const coded = this.coded(error);
      outcome = coded.code;
      const level = coded.code === 'internal_error' ? 'error' : 'info';
      const body = command?.body as { caseNo?: unknown } | undefined;
      this.log[level](
        {
          ...(coded.code === 'internal_error' ? { err: error } : {}),
          command: rule.name,
          errorCode: coded.code,
          requestId,
          caseNo: typeof body?.caseNo === 'string' ? body.caseNo.slice(0, 40) : undefined,
        },
        'command refused',
      );
      return { ok: false, error: { code: coded.code, details: coded.details } };
    } finally {
      const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
      this.seconds.observe({ command: rule.name, outcome }, seconds);
    }
  }

  private coded(error: unknown): TongbanError {
    if (error instanceof TongbanError) return error;
    if (isTransient(error) || error instanceof LeaseLost) {
      return new TongbanError('database_unavailable', {}, { cause: error });
    }
    return new TongbanError('internal_error', {}, { cause: error });
  }

  private async context(
    rule: CommandRule,
    command: Partial<CommandOnWire>,
    requestId: string,
  ): Promise<CommandContext & Caller> {
    const { user: view, sessionId } = rule.roles.length > 0 ? await this.accounts.whoIs(command.token ?? null) : NOBODY;
    if (view.mustChangePassword && !BEFORE_CHANGE.has(rule.name)) throw new TongbanError('password_change_required');
    if (rule.roles.length > 0 && !rule.roles.includes(view.role)) {
      throw new TongbanError('role_not_allowed', { role: view.role, command: rule.name });
    }
    if (rule.creates && (typeof command.commandId !== 'string' || !COMMAND_ID.test(command.commandId))) {
      throw new TongbanError('idempotency_key_missing');
    }
    if (rule.onCase && (typeof command.ifMatch !== 'string' || !REVISION.test(command.ifMatch))) {
      throw new TongbanError('if_match_missing');
    }
    return {
      user: view,
      view,
      sessionId,
      // Two people may happen to choose the same key.
      commandId: rule.creates ? `${view.username}/${command.commandId ?? ''}` : null,
      // What only reads is never looked up again. Of the value and not of its bytes: a repeat may be spelled otherwise.
      commandHash: rule.creates ? sha256(JSON.stringify([rule.name, command.body])) : NO_COMMAND,
      ifMatch: rule.onCase ? (command.ifMatch ?? null) : null,
      requestId,
    };
  }
}

const NO_COMMAND = Buffer.alloc(0);

const NOBODY: Signed = {
  sessionId: '',
  user: {
    city: '',
    cityName: '',
    username: 'nobody',
    displayName: '',
    role: 'clerk',
    windowId: null,
    mustChangePassword: false,
  },
};

/** What somebody may do with a password that was given by an administrator. */
const BEFORE_CHANGE: ReadonlySet<string> = new Set(
  [COMMANDS.whoAmI, COMMANDS.refreshToken, COMMANDS.changePassword, COMMANDS.endSession].map(({ name }) => name),
);
