import { Injectable } from '@nestjs/common';
import type { ClassConstructor } from 'class-transformer';
import type { Request, Response } from 'express';
import {
  checkShape,
  COMMANDS,
  isCaseNo,
  TongbanError,
  type CommandKey,
  type CommandOnWire,
  type SessionView,
} from '#contracts';
import { IdentityDoor } from '../auth/identity-door.js';
import type { AtCity } from '../auth/sign-in.dto.js';
import { inputClassOf } from '../openapi/input-schemas.js';
import { CityNodes } from '../city-nodes/city-nodes.service.js';
import type { NodeAnswer } from '../city-nodes/node-answer.js';
import { API_PREFIX, routeOf } from '../routes.js';
import { bodyOf, commandIdOf, inputOf, revisionOf } from './command-input.js';
import { notesOf } from './request-notes.js';

/** Commands of people who are not signed in yet. */
type SigningIn = 'signIn' | 'beginProviderSignIn' | 'signInByProvider';

/** Takes a request that matched a route to the caller's own city, and dresses the answer for HTTP. */
@Injectable()
export class CommandDoor {
  constructor(
    private readonly identity: IdentityDoor,
    private readonly nodes: CityNodes,
  ) {}

  /** Answers one command of a signed-in person. Throws the codes of the door and whatever the node answers with. */
  async carry(key: CommandKey, request: Request, response: Response): Promise<void> {
    send((await this.answerTo(key, request, response)).json, response);
  }

  /** The result of one command, for an answer that is dressed otherwise than as JSON; sends nothing. Throws as `carry`. */
  async read(key: CommandKey, request: Request, response: Response): Promise<unknown> {
    return (await this.answerTo(key, request, response)).result;
  }

  /**
   * The way to the caller's city for a request that takes several commands; each is sent as that person. Throws the codes
   * of the door, and what is asked through it the node's.
   */
  asking(key: CommandKey, request: Request, response: Response): (key: CommandKey, body: object) => Promise<unknown> {
    const { token, city } = this.identity.bearerFor(COMMANDS[key], request.get('Authorization'));
    const notes = notesOf(response);
    notes.city = city;
    const caseNo = request.params['caseNo'];
    if (isCaseNo(caseNo)) notes.caseNo = caseNo;
    const { requestId } = notes;
    return async (asked, body) =>
      (await this.ask(city, asked, { token, commandId: null, ifMatch: null, requestId, body })).result;
  }

  private async answerTo(key: CommandKey, request: Request, response: Response): Promise<NodeAnswer> {
    const { token, city } = this.identity.bearerFor(COMMANDS[key], request.get('Authorization'));
    const notes = notesOf(response);
    notes.city = city;
    const caseNo = request.params['caseNo'];
    if (isCaseNo(caseNo)) notes.caseNo = caseNo;
    const commandId = commandIdOf(key, request);
    const ifMatch = revisionOf(key, request);
    const body = inputOf(key, request);
    const command = { token, commandId, ifMatch, requestId: notes.requestId, body };
    const answer = await this.ask(city, key, command);
    dress(key, answer.result, response);
    return answer;
  }

  /** Signs in, or begins to, at the city named in the body; throws `city_not_served` beside the node's own codes. */
  async atCity(key: SigningIn, request: Request, response: Response): Promise<void> {
    send((await this.answerAtCity(key, request, response)).json, response);
  }

  /** Signs in with a password, and gives the token to the caller instead of sending it. */
  async signedIn(request: Request, response: Response): Promise<SessionView> {
    return (await this.answerAtCity('signIn', request, response)).result as SessionView;
  }

  private async answerAtCity(key: SigningIn, request: Request, response: Response): Promise<NodeAnswer> {
    const { city, ...body } = checkShape<AtCity>(
      inputClassOf(key) as ClassConstructor<AtCity>,
      bodyOf(request),
      'request_invalid',
    );
    this.identity.mustServe(city);
    const notes = notesOf(response);
    notes.city = city;
    const command = { token: null, commandId: null, ifMatch: null, requestId: notes.requestId, body };
    return this.ask(city, key, command);
  }

  private async ask(city: string, key: CommandKey, command: CommandOnWire): Promise<NodeAnswer> {
    try {
      return await this.nodes.ask(city, key, command);
    } catch (error) {
      // Whether it was carried out is not known here: only the same key makes trying again safe.
      if (error instanceof TongbanError && error.status >= 500 && command.commandId !== null) {
        const details = { ...error.details, repeatWithSameKey: true, idempotencyKey: command.commandId };
        throw new TongbanError(error.code, details, { cause: error.cause ?? error });
      }
      throw error;
    }
  }
}

/** The status was set by the route. */
function send(json: Uint8Array, response: Response): void {
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', json.length);
  response.end(json);
}

function dress(key: CommandKey, result: unknown, response: Response): void {
  if (typeof result !== 'object' || result === null) return;
  if ('revision' in result && typeof result.revision === 'string') response.set('ETag', `"${result.revision}"`);
  if (!('caseNo' in result) || !isCaseNo(result.caseNo)) return;
  notesOf(response).caseNo = result.caseNo;
  if (routeOf(key).status === 201) response.set('Location', `${API_PREFIX}/cases/${result.caseNo}`);
}
