import type { IdentityMethod } from '#contracts';
import type { NoticeInput, NoticeTemplate } from './notice-input.js';
import { dayInWords, lastOf, textOf } from './notice-words.js';

const METHODS: Readonly<Record<IdentityMethod, string>> = {
  FACE_AND_CARD: '人脸与证件比对',
  CARD_READER: '读取身份证件',
  DOCUMENT_SEEN: '查验证件原件',
};

/**
 * 送达回证: made from the instruction and the hand-over alone, which every city of the case may read. The pickup city
 * learns no more, so no more stands here.
 */
const deliveryAt =
  (placeOf: (body: NoticeInput['fact']['body']) => string): NoticeTemplate =>
  ({ fact, facts, caseNo, ref, nameOf }) => {
    const { body } = fact;
    const instructed = lastOf(facts, 'handover.instructed')?.body ?? {};
    const recipient = textOf(instructed, 'recipientName');
    const byAgent = body.receivedBy === 'AGENT';
    return {
      title: '送达回证',
      issuer: `${nameOf(fact.author)}取件服务点`,
      onBehalf: null,
      addressee: recipient,
      particulars: [
        ['送达文书（证照）', textOf(instructed, 'resultName')],
        ['办件编号', caseNo],
        ['受送达人', recipient],
        ['证件尾号', textOf(instructed, 'certificateTail')],
        ['送达方式', '就近取证（直接送达）'],
        ['送达地点', placeOf(body)],
        ['送达日期', dayInWords(ref.date)],
        ['领取人', byAgent ? '代理人' : '受送达人本人'],
        ['身份核验', METHODS[body.identityMethod as IdentityMethod] ?? '—'],
      ],
      paragraphs: [
        '下列文书（证照）已经核验取件码和领取人身份后交付，特此记录。',
        ...(byAgent ? ['由代理人领取的，代理人证件由取件点当场查验。'] : []),
      ],
      lists: [],
      ground: null,
      remedies: null,
      seal: '送达专用章',
      signatures: ['领取人签名', '经办人签名'],
    };
  };

/** Version 1 knew a point by its code alone. */
export const delivery = deliveryAt((body) => `领取点 ${textOf(body, 'pointId')}`);

/** Version 2: by the name that the fact itself carries, so that cities without a list of the points print the same. */
export const deliveryAtNamedPoint = deliveryAt((body) =>
  body.pointName === undefined ? `领取点 ${textOf(body, 'pointId')}` : textOf(body, 'pointName'),
);
