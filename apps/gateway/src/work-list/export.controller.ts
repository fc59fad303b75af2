import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { chinaDateOf, type CityView, type SearchCases, type WorkList } from '#contracts';
import { CommandDoor } from '../door/command-door.service.js';
import { CommandRoute } from '../door/command-route.js';
import { inputOf } from '../door/command-input.js';
import { API_PREFIX, EXPORT_CSV_PATH, EXPORT_XLSX_PATH } from '../routes.js';
import { caseRows, FIRST_PAGE, type AskPage } from './case-rows.js';
import { csvOf } from './csv.js';
import { xlsxOf } from './xlsx.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** 办件列表查找与导出: lists asked for in a body, and the same as files, masked as on the screen. */
@Controller()
export class ExportController {
  constructor(private readonly door: CommandDoor) {}

  @CommandRoute('searchCases')
  search(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('searchCases', request, response);
  }

  @CommandRoute('recordExport')
  record(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('recordExport', request, response);
  }

  @Post(API_PREFIX + EXPORT_CSV_PATH)
  @HttpCode(200)
  async csv(@Req() request: Request, @Res() response: Response): Promise<void> {
    const rows = await this.rows('csv', request, response);
    await send(csvOf(rows), 'text/csv; charset=utf-8', 'csv', response);
  }

  @Post(API_PREFIX + EXPORT_XLSX_PATH)
  @HttpCode(200)
  async xlsx(@Req() request: Request, @Res() response: Response): Promise<void> {
    const rows = await this.rows('xlsx', request, response);
    await send(xlsxOf('办件列表', rows), XLSX, 'xlsx', response);
  }

  /** Written down before the first line leaves; what is refused is refused before that as well. */
  private async rows(
    format: 'csv' | 'xlsx',
    request: Request,
    response: Response,
  ): Promise<AsyncGenerator<readonly string[]>> {
    const input = inputOf('searchCases', request) as SearchCases;
    const { certificateNo, applicantName, page: _page, pageSize: _pageSize, cursor: _cursor, ...told } = input;
    const person = certificateNo !== undefined || applicantName !== undefined;
    const searched = {
      ...told,
      ...(certificateNo === undefined ? {} : { certificateNo }),
      ...(applicantName === undefined ? {} : { applicantName }),
    };
    const ask = this.door.asking('recordExport', request, response);
    const askPage: AskPage = (part) => ask('searchCases', { ...searched, ...part }) as Promise<WorkList>;
    const first = await askPage(FIRST_PAGE);
    const cities = (await ask('listCities', {})) as CityView[];
    await ask('recordExport', { format, filters: JSON.stringify(told), person });
    return caseRows(first, askPage, cities);
  }
}

/** A fault on the way cuts the line: half a file must not look like a whole one. */
async function send(pieces: AsyncGenerator<Buffer>, type: string, ending: string, response: Response): Promise<void> {
  const day = chinaDateOf(new Date());
  response.set({ 'Content-Type': type, 'Content-Disposition': `attachment; filename="cases-${day}.${ending}"` });
  await pipeline(Readable.from(pieces, { objectMode: false, highWaterMark: 64 * 1024 }), response);
}
