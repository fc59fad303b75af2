import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CommandDoor } from '../door/command-door.service.js';
import { CommandRoute } from '../door/command-route.js';

/** 草稿与常用视图: what belongs to the caller alone. */
@Controller()
export class DraftsController {
  constructor(private readonly door: CommandDoor) {}

  @CommandRoute('listDrafts')
  listDrafts(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('listDrafts', request, response);
  }

  @CommandRoute('getDraft')
  getDraft(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('getDraft', request, response);
  }

  @CommandRoute('saveDraft')
  saveDraft(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('saveDraft', request, response);
  }

  @CommandRoute('discardDraft')
  discardDraft(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('discardDraft', request, response);
  }

  @CommandRoute('listViews')
  listViews(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('listViews', request, response);
  }

  @CommandRoute('saveView')
  saveView(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('saveView', request, response);
  }

  @CommandRoute('removeView')
  removeView(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('removeView', request, response);
  }
}
