import { entry } from './catalogue-entry.js';

/** Codes of signing in through a provider (统一身份认证, OpenID Connect). */
export const PROVIDER_ERRORS = {
  provider_not_offered: entry(
    404,
    '本市未启用统一身份认证登录',
    '请用用户名和口令登录',
    'The gateway or the node of this city names no provider of sign-ins.',
  ),
  provider_unreachable: entry(
    503,
    '统一身份认证平台暂时无法连接',
    '请稍后再试；急需办理的可用用户名和口令登录',
    'The provider, or its keys, could not be reached in time; details tell which.',
  ),
  provider_refused: entry(
    401,
    '统一身份认证平台没有完成登录',
    '请重新登录；仍不成功的，把请求编号告诉技术人员',
    "The provider answered with an error, or the person cancelled; details hold the provider's code.",
  ),
  provider_state_unknown: entry(
    401,
    '这次登录已过期或已使用过',
    '请在本页重新点击登录，不要刷新或收藏登录途中的页面',
    'The way back from the provider fits no sign-in that this browser began within the last ten minutes, or was used.',
  ),
  provider_token_invalid: entry(
    401,
    '统一身份认证平台的登录凭证未通过核验',
    '请重新登录；反复出现的，请立即告诉技术人员，可能有人伪造登录',
    'Signature, key, issuer, audience, nonce or the claim that names the person does not fit; details tell which.',
  ),
  provider_token_expired: entry(
    401,
    '统一身份认证平台的登录凭证已过期，或两边时钟不一致',
    '请重新登录；反复出现的，请技术人员核对服务器时间',
    'The id token is past its end, older than ten minutes, or dated ahead by more than a minute.',
  ),
  subject_unknown: entry(
    401,
    '您的统一身份尚未绑定本市账号',
    '请核对所选城市；确属本市的，请本市管理员在“人员”中绑定',
    'No account of this city is bound to the person whom the provider named.',
  ),
  password_needed: entry(
    422,
    '没有口令的账号必须绑定统一身份标识',
    '请填写统一身份标识，或先重置口令再解除绑定',
    'The account would have neither a password nor a subject and could not be signed in to.',
  ),
} as const;
