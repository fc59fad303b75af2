import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import writeXlsxFile from 'write-excel-file/node';
import type { FiguresView } from '#contracts';
import { CommandDoor } from '../door/command-door.service.js';
import { CommandRoute } from '../door/command-route.js';
import { PdfPrinter } from '../notices/pdf-printer.js';
import { API_PREFIX, FIGURES_REPORT_PATH, FIGURES_SHEET_PATH } from '../routes.js';
import { figureReport } from './figure-report.js';
import { figureSheet } from './figure-sheet.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** 监督统计: figures as data, as a table to take away, and as a report to print. */
@Controller()
export class FiguresController {
  constructor(
    private readonly door: CommandDoor,
    private readonly printer: PdfPrinter,
  ) {}

  @CommandRoute('listFigures')
  figures(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('listFigures', request, response);
  }

  @CommandRoute('listOpenCases')
  openCases(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('listOpenCases', request, response);
  }

  @CommandRoute('recountFigures')
  recount(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('recountFigures', request, response);
  }

  @Get(API_PREFIX + FIGURES_SHEET_PATH)
  async sheet(@Req() request: Request, @Res() response: Response): Promise<void> {
    const view = await this.view(request, response);
    const { heads, lines } = figureSheet(view);
    const cells = [
      heads.map((value) => ({ value, fontWeight: 'bold' as const })),
      ...lines.map((line) => line.map(cellOf)),
    ];
    const file = await writeXlsxFile(cells, { sheet: '监督统计' }).toBuffer();
    response.set('Content-Disposition', `attachment; filename="figures-${view.from}-${view.to}.xlsx"`);
    response.type(XLSX).send(file);
  }

  @Get(API_PREFIX + FIGURES_REPORT_PATH)
  async report(@Req() request: Request, @Res() response: Response): Promise<void> {
    const view = await this.view(request, response);
    const pdf = await this.printer.print(figureReport(view));
    response.set('Content-Disposition', `inline; filename="report-${view.from}-${view.to}.pdf"`);
    response.type('application/pdf').send(Buffer.from(pdf));
  }

  private async view(request: Request, response: Response): Promise<FiguresView> {
    return (await this.door.read('listFigures', request, response)) as FiguresView;
  }
}

const cellOf = (value: string | number | null): { value: string | number } | null =>
  value === null ? null : { value };
