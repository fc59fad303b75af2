import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { NoticeView } from '#contracts';
import { CommandDoor } from '../door/command-door.service.js';
import { CommandRoute } from '../door/command-route.js';
import { API_PREFIX, NOTICE_PAGE_PATH, NOTICE_PDF_PATH } from '../routes.js';
import { checkedPage } from './checked-page.js';
import { PdfPrinter } from './pdf-printer.js';

/** Styles stand in the page itself; it runs nothing and loads nothing. */
const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; sandbox";

/** 文书: the printable documents of a case, as data, as a page and as a PDF. */
@Controller()
export class NoticesController {
  constructor(
    private readonly door: CommandDoor,
    private readonly printer: PdfPrinter,
  ) {}

  @CommandRoute('caseNotices')
  list(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('caseNotices', request, response);
  }

  // Before the address without an ending, which would take `.html` for a part of the kind.
  @Get(API_PREFIX + NOTICE_PAGE_PATH)
  async page(@Req() request: Request, @Res() response: Response): Promise<void> {
    const notice = await this.notice(request, response);
    response.set('Content-Security-Policy', PAGE_POLICY);
    response.type('text/html; charset=utf-8').send(checkedPage(notice));
  }

  @Get(API_PREFIX + NOTICE_PDF_PATH)
  async pdf(@Req() request: Request, @Res() response: Response): Promise<void> {
    const notice = await this.notice(request, response);
    const pdf = await this.printer.print(checkedPage(notice));
    response.set('Content-Disposition', `inline; filename="${notice.number}.pdf"`);
    response.type('application/pdf').send(Buffer.from(pdf));
  }

  @CommandRoute('caseNotice')
  one(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('caseNotice', request, response);
  }

  private async notice(request: Request, response: Response): Promise<NoticeView> {
    return (await this.door.read('caseNotice', request, response)) as NoticeView;
  }
}
