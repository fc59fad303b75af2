// Made from the gateway's OpenAPI document by `npm run console:api`; change the document, not this file.
export interface paths {
    "/api/v1/administration-records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 管理操作记录
         * @description Roles: administrator. Node command: administration.records.
         */
        get: operations["listAdministrationRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 开始上传附件
         * @description Roles: clerk. Node command: attachment.create.
         */
        post: operations["createUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attachments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 上传进度，续传从 offset 开始
         * @description Roles: clerk. Node command: attachment.get.
         */
        get: operations["getUpload"];
        put?: never;
        post?: never;
        /**
         * 删除未使用的附件
         * @description Roles: clerk. Node command: attachment.discard.
         */
        delete: operations["discardUpload"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attachments/{id}/completion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 完成上传：按内容识别类型并核对
         * @description Roles: clerk. Node command: attachment.complete.
         */
        post: operations["completeUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attachments/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 查看本人上传的附件
         * @description Roles: clerk. Node command: attachment.read.
         */
        get: operations["readUpload"];
        /**
         * 上传附件内容的一段
         * @description Roles: clerk. Node command: attachment.send.
         */
        put: operations["sendUpload"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 统一受理
         * @description Roles: reviewer. Node command: case.accept-batch.
         */
        post: operations["acceptBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/inspection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 统一勘验
         * @description Roles: reviewer. Node command: case.inspect-batch.
         */
        post: operations["inspectBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/inspection-start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 统一启动现场勘验
         * @description Roles: reviewer. Node command: case.start-inspections.
         */
        post: operations["startInspections"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 统一发证
         * @description Roles: reviewer. Node command: case.issue-batch.
         */
        post: operations["issueBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/browser-session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 控制台当前登录人
         * @description For browsers: the token stays in a cookie. Unsafe requests with that cookie carry `X-Tongban-Csrf`, the value of the readable cookie beside it; requests that no person made carry `X-Tongban-Background: 1`.
         */
        get: operations["browserSession"];
        put?: never;
        /**
         * 控制台登录
         * @description For browsers: the token stays in a cookie. Unsafe requests with that cookie carry `X-Tongban-Csrf`, the value of the readable cookie beside it; requests that no person made carry `X-Tongban-Background: 1`.
         */
        post: operations["browserSignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/browser-session/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 控制台退出
         * @description For browsers: the token stays in a cookie. Unsafe requests with that cookie carry `X-Tongban-Csrf`, the value of the readable cookie beside it; requests that no person made carry `X-Tongban-Background: 1`.
         */
        post: operations["browserSignOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/browser-session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 控制台修改自己的口令
         * @description For browsers: the token stays in a cookie. Unsafe requests with that cookie carry `X-Tongban-Csrf`, the value of the readable cookie beside it; requests that no person made carry `X-Tongban-Background: 1`.
         */
        post: operations["browserChangePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/browser-session/provider": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 控制台统一身份认证登录：转到认证平台
         * @description For browsers: the token stays in a cookie. Unsafe requests with that cookie carry `X-Tongban-Csrf`, the value of the readable cookie beside it; requests that no person made carry `X-Tongban-Background: 1`.
         */
        get: operations["browserProviderSignIn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/browser-session/provider/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 控制台统一身份认证登录：从认证平台返回
         * @description For browsers: the token stays in a cookie. Unsafe requests with that cookie carry `X-Tongban-Csrf`, the value of the readable cookie beside it; requests that no person made carry `X-Tongban-Background: 1`.
         */
        get: operations["browserProviderCallback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/browser-session/provider/refusal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 统一身份认证登录未成功的原因，只告知一次
         * @description For browsers: the token stays in a cookie. Unsafe requests with that cookie carry `X-Tongban-Csrf`, the value of the readable cookie beside it; requests that no person made carry `X-Tongban-Background: 1`.
         */
        get: operations["browserProviderRefusal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 工作日历
         * @description Roles: clerk, reviewer, pickup, supervisor, invited-supervisor, operator, administrator. Node command: calendar.list.
         */
        get: operations["listCalendar"];
        put?: never;
        /**
         * 导入一年的工作日历，重新计算期限
         * @description Roles: operator. Node command: calendar.import.
         */
        post: operations["importCalendar"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 办件列表
         * @description Roles: clerk, reviewer, pickup, supervisor, invited-supervisor, operator. Node command: case.list.
         */
        get: operations["listCases"];
        put?: never;
        /**
         * 收件
         * @description Roles: clerk. Node command: case.collect.
         */
        post: operations["collectCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 办件详情
         * @description Roles: clerk, reviewer, pickup, supervisor, invited-supervisor, operator. Node command: case.get.
         */
        get: operations["getCase"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 受理
         * @description Roles: reviewer. Node command: case.accept.
         */
        post: operations["acceptCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 办件的附件及其所在
         * @description Roles: clerk, reviewer. Node command: case.attachments.
         */
        get: operations["caseAttachments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/attachments/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 查看办件的附件
         * @description Roles: clerk, reviewer. Node command: case.attachment.
         */
        get: operations["readAttachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/cards/{cardId}/appeal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 监察申诉
         * @description Roles: clerk, reviewer, pickup. Node command: supervision.appeal.
         */
        post: operations["appealCard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/cards/{cardId}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 监察撤销
         * @description Roles: supervisor. Node command: supervision.cancel.
         */
        post: operations["cancelCard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/cards/{cardId}/reply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 监察回复
         * @description Roles: clerk, reviewer, pickup. Node command: supervision.reply.
         */
        post: operations["replyCard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 领办
         * @description Roles: reviewer. Node command: queue.claim.
         */
        post: operations["claimCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/claim-return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 退回领办，督查人员可以释放
         * @description Roles: reviewer, supervisor. Node command: queue.hand-back.
         */
        post: operations["handBackCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/close-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 办结结果在其他平台的代码对照
         * @description Roles: clerk, reviewer, pickup, supervisor, invited-supervisor, operator. Node command: case.close-codes.
         */
        get: operations["getCloseCodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/commitment-check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 承诺核查
         * @description Roles: reviewer. Node command: case.verify-commitment.
         */
        post: operations["verifyCommitment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/conditional-acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 容缺受理
         * @description Roles: reviewer. Node command: case.accept-conditionally.
         */
        post: operations["acceptConditionally"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/correction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 提交补正，只需变更和补充的内容
         * @description Roles: clerk. Node command: case.supply-correction.
         */
        post: operations["supplyCorrection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/correction-lapse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 逾期未补正终止，以收件地签名答复为据
         * @description Roles: reviewer. Node command: case.lapse-correction.
         */
        post: operations["lapseCorrection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/correction-request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 补正告知，一次列出全部内容
         * @description Roles: reviewer. Node command: case.request-correction.
         */
        post: operations["requestCorrection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 作出决定
         * @description Roles: reviewer. Node command: case.decide.
         */
        post: operations["decideCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/deferral-lapse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 容缺材料逾期未补终止
         * @description Roles: reviewer. Node command: case.lapse-deferral.
         */
        post: operations["lapseDeferral"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/deferred-materials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 补交容缺材料
         * @description Roles: clerk. Node command: case.supply-deferred.
         */
        post: operations["supplyDeferred"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 办件证据包，可离线核验
         * @description Roles: reviewer, supervisor, operator. Node command: case.evidence.
         */
        get: operations["caseEvidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/evidence-verdict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 证据包及其核验结论
         * @description Roles: reviewer, supervisor, operator. Node command: case.evidence-verdict.
         */
        get: operations["evidenceVerdict"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/extension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 延期一次
         * @description Roles: reviewer. Node command: case.extend.
         */
        post: operations["extendCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/forwarding": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 转递
         * @description Roles: clerk. Node command: case.forward.
         */
        post: operations["forwardCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/handover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 核验身份并交付结果
         * @description Roles: pickup. Node command: pickup.hand-over.
         */
        post: operations["handOver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/handover-instruction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 退回的结果重新指示交付
         * @description Roles: reviewer. Node command: case.instruct-again.
         */
        post: operations["instructAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/joint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 联办进度：各地分件、依赖关系与期限
         * @description Roles: clerk, reviewer, pickup, supervisor, invited-supervisor, operator. Node command: case.joint.
         */
        get: operations["getJointCase"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/jurisdiction-dispute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 管辖异议
         * @description Roles: reviewer. Node command: case.dispute-jurisdiction.
         */
        post: operations["disputeJurisdiction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/jurisdiction-settlement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 上级协调后确认管辖
         * @description Roles: supervisor. Node command: case.settle-jurisdiction.
         */
        post: operations["settleJurisdiction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 办件文书列表
         * @description Roles: clerk, reviewer, pickup, supervisor. Node command: case.notices.
         */
        get: operations["caseNotices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/notices/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一份文书及其与签名记录的核对
         * @description Roles: clerk, reviewer, pickup, supervisor. Node command: case.notice.
         */
        get: operations["caseNotice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/notices/{kind}.html": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 文书网页，可直接打印
         * @description Roles: clerk, reviewer, pickup, supervisor. Node command: case.notice.
         */
        get: operations["noticePage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/notices/{kind}.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 文书 PDF
         * @description Roles: clerk, reviewer, pickup, supervisor. Node command: case.notice.
         */
        get: operations["noticePdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/opinions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 已签署的承办、审核意见
         * @description Roles: reviewer. Node command: case.opinions.
         */
        get: operations["caseOpinions"];
        put?: never;
        /**
         * 签署承办或审核意见
         * @description Roles: reviewer. Node command: case.note-opinion.
         */
        post: operations["noteOpinion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/papers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 登记纸质材料寄出
         * @description Roles: clerk. Node command: case.send-papers.
         */
        post: operations["sendPapers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/papers-receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 签收纸质材料
         * @description Roles: reviewer. Node command: case.receive-papers.
         */
        post: operations["receivePapers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/pickup-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 核验身份后重发取件码
         * @description Roles: pickup. Node command: pickup.reissue-code.
         */
        post: operations["reissuePickupCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/posting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 退回的结果改为寄送
         * @description Roles: reviewer. Node command: case.post-result.
         */
        post: operations["postResult"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/procedure-end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 结束特别程序
         * @description Roles: reviewer. Node command: case.end-procedure.
         */
        post: operations["endProcedure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/procedures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 启动特别程序
         * @description Roles: reviewer. Node command: case.start-procedure.
         */
        post: operations["startProcedure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/promise-approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 告知承诺准予
         * @description Roles: reviewer. Node command: case.approve-on-promise.
         */
        post: operations["approveOnPromise"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/record-dispute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 属地对直接办理的记录提出异议
         * @description Roles: reviewer. Node command: case.dispute-record.
         */
        post: operations["disputeRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/record-settlement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 了结备案异议
         * @description Roles: reviewer. Node command: case.settle-record.
         */
        post: operations["settleRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/refusal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 不予受理或不受理
         * @description Roles: reviewer. Node command: case.refuse.
         */
        post: operations["refuseCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/rerouting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 转办至有管辖权的城市
         * @description Roles: reviewer. Node command: case.reroute.
         */
        post: operations["rerouteCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 结果出证
         * @description Roles: reviewer. Node command: case.issue.
         */
        post: operations["issueResult"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 受理前退件
         * @description Roles: reviewer. Node command: case.return.
         */
        post: operations["returnCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/revocation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 撤销已作出的决定
         * @description Roles: reviewer. Node command: case.revoke.
         */
        post: operations["revokeCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/sampling": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 属地抽查授权委托办件
         * @description Roles: reviewer. Node command: case.sample.
         */
        post: operations["sampleCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/shelving": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 上架待领，生成取件码
         * @description Roles: pickup. Node command: pickup.shelve.
         */
        post: operations["shelveResult"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/standing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 按月委托的执行情况
         * @description Roles: clerk, reviewer, pickup, supervisor, invited-supervisor, operator. Node command: case.standing.
         */
        get: operations["getStanding"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/standing-approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 准予按月委托：一次批准，按月执行
         * @description Roles: reviewer. Node command: case.approve-standing.
         */
        post: operations["approveStanding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/standing-end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 终止委托
         * @description Roles: reviewer. Node command: case.end-standing.
         */
        post: operations["endStanding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/standing-end-request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 申请终止委托
         * @description Roles: clerk. Node command: case.request-standing-end.
         */
        post: operations["requestStandingEnd"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/take-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 属地收回授权委托办件
         * @description Roles: reviewer. Node command: case.take-back.
         */
        post: operations["takeBackCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 办件全程记录
         * @description Roles: clerk, reviewer, pickup, supervisor, invited-supervisor, operator. Node command: case.timeline.
         */
        get: operations["caseTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/unshelving": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 逾期未领退回
         * @description Roles: pickup. Node command: pickup.unshelve.
         */
        post: operations["unshelveResult"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 窗口撤回尚未转递的申请
         * @description Roles: clerk. Node command: case.withdraw-here.
         */
        post: operations["withdrawHere"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/withdrawal-answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 同意或不同意撤回
         * @description Roles: reviewer. Node command: case.answer-withdrawal.
         */
        post: operations["answerWithdrawal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{caseNo}/withdrawal-request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 向属地申请撤回
         * @description Roles: clerk. Node command: case.request-withdrawal.
         */
        post: operations["requestWithdrawal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 登记一次列表导出
         * @description Roles: clerk, reviewer, pickup, supervisor, operator. Node command: case.record-export.
         */
        post: operations["recordExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/exports/list.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 导出办件列表（CSV）
         * @description Roles: clerk, reviewer, pickup, supervisor, operator. Masked, 50,000 lines at most, written down each time.
         */
        post: operations["exportCsv"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/exports/list.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 导出办件列表（XLSX）
         * @description Roles: clerk, reviewer, pickup, supervisor, operator. Masked, 50,000 lines at most, written down each time.
         */
        post: operations["exportXlsx"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 按证件号码或姓名查找办件
         * @description Roles: clerk, reviewer, pickup, supervisor, invited-supervisor, operator. Node command: case.search.
         */
        post: operations["searchCases"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 协作城市
         * @description Roles: clerk, reviewer, pickup, supervisor, invited-supervisor, operator, administrator. Node command: partner.cities.
         */
        get: operations["listCities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/delegations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 授权委托
         * @description Roles: clerk, reviewer, pickup, supervisor, invited-supervisor, operator, administrator. Node command: delegation.list.
         */
        get: operations["listDelegations"];
        put?: never;
        /**
         * 发布授权委托；同一编号的后一份取代前一份
         * @description Roles: operator. Node command: delegation.publish.
         */
        post: operations["publishDelegation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deputies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * AB 岗
         * @description Roles: reviewer, supervisor. Node command: queue.deputies.
         */
        get: operations["listDeputies"];
        put?: never;
        /**
         * 设置 AB 岗
         * @description Roles: supervisor. Node command: queue.set-deputy.
         */
        post: operations["setDeputy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deputies/reviewers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 可安排 AB 岗的审批人员
         * @description Roles: supervisor. Node command: queue.reviewers.
         */
        get: operations["listReviewers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 我的草稿
         * @description Roles: clerk, reviewer, pickup. Node command: draft.list.
         */
        get: operations["listDrafts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{draftId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 打开草稿
         * @description Roles: clerk, reviewer, pickup. Node command: draft.get.
         */
        get: operations["getDraft"];
        put?: never;
        /**
         * 保存草稿
         * @description Roles: clerk, reviewer, pickup. Node command: draft.save.
         */
        post: operations["saveDraft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{draftId}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 删除草稿
         * @description Roles: clerk, reviewer, pickup. Node command: draft.discard.
         */
        post: operations["discardDraft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/halls/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 建立或修改大厅
         * @description Roles: administrator. Node command: place.save-hall.
         */
        post: operations["saveHall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 事项清单
         * @description Roles: clerk, reviewer, pickup, supervisor, invited-supervisor, operator, administrator. Node command: item.list.
         */
        get: operations["listItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{homeCity}/{itemCode}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 事项详情：材料、表单、时限
         * @description Roles: clerk, reviewer, pickup, supervisor, invited-supervisor, operator, administrator. Node command: item.get.
         */
        get: operations["getItem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{homeCity}/{itemCode}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 事项各版本及差异
         * @description Roles: clerk, reviewer, pickup, supervisor, invited-supervisor, operator, administrator. Node command: item.versions.
         */
        get: operations["itemVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/joint-cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 联办收件：一次收件，各地分件按联办方案自动启动
         * @description Roles: clerk. Node command: case.collect-joint.
         */
        post: operations["collectJointCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 密钥有效期
         * @description Roles: operator, supervisor. Node command: operations.keys.
         */
        get: operations["listKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 实时更新
         * @description For browsers: the token stays in a cookie. Unsafe requests with that cookie carry `X-Tongban-Csrf`, the value of the readable cookie beside it; requests that no person made carry `X-Tongban-Background: 1`.
         */
        get: operations["live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/message-queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 消息处置队列
         * @description Roles: operator, supervisor. Node command: message.queue.
         */
        get: operations["listQueue"];
        put?: never;
        /**
         * 处置一条消息：重发、重新办理、退回或办结
         * @description Roles: operator. Node command: message.act.
         */
        post: operations["actOnMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 滞留的消息
         * @description Roles: operator, supervisor. Node command: message.list.
         */
        get: operations["listMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/node-health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 本市节点运行状况与告警
         * @description Roles: operator, supervisor. Node command: operations.health.
         */
        get: operations["nodeHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 协作城市链路
         * @description Roles: clerk, reviewer, pickup, supervisor, invited-supervisor, operator. Node command: partner.list.
         */
        get: operations["listPartners"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners/{partner}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 暂停向协作城市转递，到预计时间自动恢复
         * @description Roles: operator. Node command: partner.hold.
         */
        post: operations["holdPartner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners/{partner}/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 暂停转递的记录
         * @description Roles: operator, supervisor. Node command: partner.holds.
         */
        get: operations["listHolds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners/{partner}/probe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 探测协作城市，比对双方链路编号
         * @description Roles: operator, supervisor. Node command: partner.probe.
         */
        post: operations["probePartner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners/{partner}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 由备份恢复后，确认不再等待协作城市核对
         * @description Roles: operator. Node command: partner.release.
         */
        post: operations["releasePartner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners/{partner}/resumption": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 恢复向协作城市转递
         * @description Roles: operator. Node command: partner.resume.
         */
        post: operations["resumePartner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners/{partner}/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 对账记录
         * @description Roles: operator, supervisor. Node command: partner.statements.
         */
        get: operations["listStatements"];
        put?: never;
        /**
         * 与协作城市对账
         * @description Roles: operator, supervisor. Node command: partner.statement.
         */
        post: operations["makeStatement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 人员
         * @description Roles: administrator. Node command: people.list.
         */
        get: operations["listPeople"];
        put?: never;
        /**
         * 新建账号，临时口令只显示一次
         * @description Roles: administrator. Node command: people.create.
         */
        post: operations["createPerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{username}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 修改姓名、岗位、窗口、部门
         * @description Roles: administrator. Node command: people.change.
         */
        post: operations["changePerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{username}/disablement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 停用账号
         * @description Roles: administrator. Node command: people.disable.
         */
        post: operations["disablePerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{username}/enablement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 启用账号
         * @description Roles: administrator. Node command: people.enable.
         */
        post: operations["enablePerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{username}/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 重置口令，临时口令只显示一次
         * @description Roles: administrator. Node command: people.reset-password.
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 批量导入人员，可先试运行
         * @description Roles: administrator. Node command: people.import.
         */
        post: operations["importPeople"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pickup-points": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 领取点
         * @description Roles: clerk, reviewer, pickup, supervisor, invited-supervisor, operator, administrator. Node command: pickup.points.
         */
        get: operations["listPickupPoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 大厅、窗口、部门
         * @description Roles: administrator. Node command: place.list.
         */
        get: operations["listPlaces"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prechecks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 收件前可办性检查
         * @description Roles: clerk. Node command: item.precheck.
         */
        post: operations["precheckItem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 审批队列
         * @description Roles: reviewer. Node command: queue.list.
         */
        get: operations["listReviewQueue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reasons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 理由库
         * @description Roles: reviewer. Node command: reason.list.
         */
        get: operations["listReasons"];
        put?: never;
        /**
         * 保存常用理由
         * @description Roles: reviewer. Node command: reason.save.
         */
        post: operations["saveReason"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reasons/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 修改自己保存的常用理由
         * @description Roles: reviewer. Node command: reason.change.
         */
        post: operations["changeReason"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reasons/{id}/removal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 删除自己保存的常用理由
         * @description Roles: reviewer. Node command: reason.remove.
         */
        post: operations["removeReason"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 当前登录人
         * @description Roles: clerk, reviewer, pickup, supervisor, invited-supervisor, operator, administrator. Node command: auth.who-am-i.
         */
        get: operations["whoAmI"];
        put?: never;
        /**
         * 登录
         * @description No sign-in needed.
         */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/cities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 可登录的城市
         * @description No sign-in needed.
         */
        get: operations["servedCities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 退出登录
         * @description Roles: clerk, reviewer, pickup, supervisor, invited-supervisor, operator, administrator. Node command: auth.end-session.
         */
        post: operations["endSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 修改自己的口令
         * @description Roles: clerk, reviewer, pickup, supervisor, invited-supervisor, operator, administrator. Node command: auth.change-password.
         */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/provider": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 凭统一身份认证平台签发的登录凭证登录
         * @description No sign-in needed.
         */
        post: operations["signInByProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/provider-nonce": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 开始统一身份认证登录：取得本次登录的随机数
         * @description No sign-in needed.
         */
        post: operations["beginProviderSignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 延长登录
         * @description Roles: clerk, reviewer, pickup, supervisor, invited-supervisor, operator, administrator. Node command: auth.refresh.
         */
        post: operations["refreshToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shelf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 待领架
         * @description Roles: pickup. Node command: pickup.shelf.
         */
        get: operations["listShelf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shelf/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 凭取件码查找待领结果
         * @description Roles: pickup. Node command: pickup.find.
         */
        post: operations["findByPickupCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/supervision/cards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 电子监察列表
         * @description Roles: clerk, reviewer, pickup, supervisor, invited-supervisor, operator. Node command: supervision.cards.
         */
        get: operations["listCards"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/supervision/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 监督统计：按城市对、事项、方式、窗口或时间汇总
         * @description Roles: clerk, reviewer, pickup, supervisor, invited-supervisor, operator. Node command: supervision.figures.
         */
        get: operations["listFigures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/supervision/figures.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 监督统计表格
         * @description Roles: clerk, reviewer, pickup, supervisor, invited-supervisor, operator. Node command: supervision.figures.
         */
        get: operations["figuresSheet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/supervision/open-cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 统计背后的在办件，不含个人信息
         * @description Roles: clerk, reviewer, pickup, supervisor, invited-supervisor, operator. Node command: supervision.open-cases.
         */
        get: operations["listOpenCases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/supervision/recount": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 由办件记录重新统计
         * @description Roles: operator. Node command: supervision.recount.
         */
        post: operations["recountFigures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/supervision/report.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 监督统计报告 PDF
         * @description Roles: clerk, reviewer, pickup, supervisor, invited-supervisor, operator. Node command: supervision.figures.
         */
        get: operations["figuresReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/supervision/thresholds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 监察阈值
         * @description Roles: clerk, reviewer, pickup, supervisor, invited-supervisor, operator. Node command: supervision.thresholds.
         */
        get: operations["listThresholds"];
        put?: never;
        /**
         * 设置一个环节的监察阈值
         * @description Roles: supervisor. Node command: supervision.set-thresholds.
         */
        post: operations["setThresholds"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 建立或修改部门
         * @description Roles: administrator. Node command: place.save-unit.
         */
        post: operations["saveUnit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 我的常用视图
         * @description Roles: clerk, reviewer, pickup, supervisor, invited-supervisor, operator. Node command: view.list.
         */
        get: operations["listViews"];
        put?: never;
        /**
         * 保存常用视图
         * @description Roles: clerk, reviewer, pickup, supervisor, invited-supervisor, operator. Node command: view.save.
         */
        post: operations["saveView"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views/removal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 删除常用视图
         * @description Roles: clerk, reviewer, pickup, supervisor, invited-supervisor, operator. Node command: view.remove.
         */
        post: operations["removeView"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/windows/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 建立或修改窗口
         * @description Roles: administrator. Node command: place.save-window.
         */
        post: operations["saveWindow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AcceptBatchBody: {
            cases: components["schemas"]["BatchCase"][];
            label: string;
        };
        AcceptCaseBody: {
            note?: string;
        };
        AcceptConditionallyBody: {
            /** Format: date */
            deferDueOn: string;
            deferred: string[];
            note?: string;
        };
        Action: {
            action: string;
            allowed: boolean;
            reason: string | null;
            zh: string;
        };
        ActOnMessageBody: {
            /** @enum {string} */
            act: "RESEND" | "REAPPLY" | "RETURN" | "SETTLE";
            /** @enum {string} */
            direction: "in" | "out";
            number: number;
            /** @description GB/T 2260 region code. */
            partner: string;
            reason: string;
        };
        AdministrationRecords: {
            items: {
                act: string;
                actZh: string;
                /** Format: date-time */
                at: string;
                by: string;
                changes: {
                    after: string | null;
                    before: string | null;
                    field: string;
                }[];
                id: number;
                subject: string;
            }[];
            page: number;
            pageSize: number;
            total: number;
        };
        Agent: {
            certificateNo: string;
            /** @enum {string} */
            certificateType: "111" | "001" | "414" | "511" | "999";
            name: string;
            phone: string;
        };
        Alert: {
            attempts: number;
            /** Format: date-time */
            endedAt: string | null;
            id: string;
            /** @enum {string} */
            kind: "LINK_DOWN" | "HELD_LONG" | "RED_CARD" | "KEY_EXPIRING" | "STORAGE_LOW";
            lastFault: string | null;
            /** Format: date-time */
            since: string;
            subject: string;
            /** Format: date-time */
            toldAt: string | null;
            words: string;
            zh: string;
        };
        AnswerWithdrawalBody: {
            /** @enum {string} */
            act: "GRANTED" | "DECLINED";
            reason: string;
        };
        AppealCardBody: {
            words: string;
        };
        Applicant: {
            address?: string;
            certificateNo: string;
            /** @enum {string} */
            certificateType: "111" | "001" | "414" | "511" | "999";
            name: string;
            phone: string;
            /** @enum {string} */
            type: "NATURAL" | "LEGAL";
        };
        Application: {
            agent?: components["schemas"]["Agent"];
            applicant: components["schemas"]["Applicant"];
            delivery: components["schemas"]["DeliveryWish"];
            form: {
                [key: string]: string | number;
            };
            identityCheck: components["schemas"]["IdentityCheck"];
            materials: components["schemas"]["CollectedMaterial"][];
            note?: string;
            /**
             * Format: date-time
             * @description UTC with milliseconds.
             */
            noticeGivenAt: string;
        };
        ApproveOnPromiseBody: {
            reason: string;
        };
        ApproveStandingBody: {
            ceilingYuan: number;
            dayOfMonth: number;
            from: string;
            reason: string;
            until: string;
        };
        Attachment: {
            /** @description False where a later supplement has replaced it. */
            current: boolean;
            holder: string;
            holderName: string;
            id: string;
            /** @enum {string} */
            kind: "PDF" | "JPEG" | "PNG" | "OFD";
            material: string;
            name: string;
            percent: number;
            sha256: string;
            /** @description In bytes. */
            size: number;
            /** @enum {string} */
            state: "HERE" | "FETCHING" | "WAITING_FOR_PARTNER" | "DAMAGED" | "GONE";
            words: string;
        };
        Attachments: {
            caseNo: string;
            items: components["schemas"]["Attachment"][];
        };
        Batch: {
            done: number;
            items: {
                caseNo: string;
                code: string | null;
                done: boolean;
                /**
                 * @description Null where it was done before, or refused.
                 * @enum {string|null}
                 */
                status: "COLLECTED" | "FORWARDED" | "RECEIVED" | "CORRECTION" | "DISPUTED" | "ACCEPTED" | "SUSPENDED" | "NOT_ACCEPTED" | "NOT_REQUIRED" | "RETURNED" | "WITHDRAWN" | "CORRECTION_LAPSED" | "DEFERRAL_LAPSED" | "APPROVED" | "REJECTED" | "ISSUED" | "READY_FOR_PICKUP" | "PICKED_UP" | "REVOKED" | "JOINT_HANDLING" | "JOINT_DONE" | "JOINT_PARTIAL" | "JOINT_ABORTED" | null;
                statusZh: string | null;
                words: string | null;
            }[];
            label: string;
            refused: number;
        };
        BatchCase: {
            /** @description Case number with its check character. */
            caseNo: string;
            revision?: string;
        };
        BatchResult: {
            /** @description Case number with its check character. */
            caseNo: string;
            resultNo: string;
            revision?: string;
        };
        BeginProviderSignInBody: {
            /** @description GB/T 2260 region code. */
            city: string;
        };
        BrowserSession: {
            idleLeftMs: number;
            idleMs: number;
            /** Format: date-time */
            idleUntil: string;
            providerLabel: string | null;
            user: components["schemas"]["User"];
        };
        CalendarYear: {
            city: string;
            daysOff: string[];
            extraDaysOff: string[];
            final: boolean;
            officeFrom: string;
            officeTo: string;
            sample: boolean;
            sampleNote: string | null;
            source: string;
            version: number;
            workedDays: string[];
            year: number;
        };
        CalendarYears: components["schemas"]["CalendarYear"][];
        CancelCardBody: {
            words: string;
        };
        Card: {
            /** Format: date-time */
            answeredAt: string | null;
            answers: {
                /** Format: date-time */
                at: string;
                words: string;
                zh: string;
            }[];
            /** Format: date-time */
            cardedAt: string;
            cardId: string;
            caseNo: string;
            city: string;
            cityName: string;
            /** @enum {string|null} */
            clock: "forwarding" | "acceptance" | "correction" | "deferred" | "promise" | "legal" | "procedure" | "delivery" | "verification" | "shelf" | null;
            /** Format: date */
            dueOn: string | null;
            /** @enum {string} */
            ground: "CLOCK" | "SECOND_CORRECTION" | "DEEMED_ACCEPTED" | "CARD_UNANSWERED";
            /** @enum {string} */
            leg: "window" | "home-review" | "special-procedure" | "making" | "pickup";
            legZh: string;
            /** @enum {string} */
            level: "WARNING" | "YELLOW" | "RED";
            levelZh: string;
            overdueWorkingDays: number;
            /** @enum {string} */
            state: "OPEN" | "PASSED" | "REPLIED" | "APPEALED" | "CANCELLED";
            stateZh: string;
            words: string;
        };
        Cards: {
            items: components["schemas"]["Card"][];
            page: number;
            pageSize: number;
            total: number;
        };
        Case: {
            /** Format: date-time */
            acceptedAt: string | null;
            actions: components["schemas"]["Action"][];
            applicantMasked: string | null;
            /** @description As it stands now; null where this city may not read it. */
            application: {
                agent?: components["schemas"]["Agent"];
                applicant: components["schemas"]["Applicant"];
                delivery: components["schemas"]["DeliveryWish"];
                form: {
                    [key: string]: string | number;
                };
                identityCheck: components["schemas"]["IdentityCheck"];
                materials: components["schemas"]["CollectedMaterial"][];
                note?: string;
                /**
                 * Format: date-time
                 * @description UTC with milliseconds.
                 */
                noticeGivenAt: string;
            } | null;
            /**
             * @description 电子监察: the gravest card that is open or under appeal.
             * @enum {string|null}
             */
            card: "WARNING" | "YELLOW" | "RED" | null;
            caseNo: string;
            /** Format: date-time */
            changedAt: string;
            claimedBy: string | null;
            /** Format: date-time */
            collectedAt: string;
            collectingCity: string;
            correction: {
                defects: {
                    code: string;
                    /** @enum {string} */
                    kind: "FIELD" | "MATERIAL";
                    problem: string;
                    remedy: string;
                    /** @description It could have been named in the notice before. */
                    visibleBefore: boolean;
                }[];
                /** Format: date */
                dueOn: string;
                noticeNo: string;
                round: number;
            } | null;
            /** Format: date-time */
            decidedAt: string | null;
            deferral: {
                /** Format: date */
                dueOn: string;
                materials: {
                    code: string;
                    name: string;
                }[];
            } | null;
            delivery: components["schemas"]["Delivery"][];
            /** @enum {string|null} */
            dueKind: "forwarding" | "acceptance" | "correction" | "deferred" | "promise" | "legal" | "procedure" | "delivery" | "verification" | "shelf" | null;
            dueKindZh: string | null;
            /** Format: date */
            dueOn: string | null;
            /** @enum {string} */
            dueState: "NONE" | "RUNNING" | "DUE_SOON" | "OVERDUE" | "PAUSED" | "COUNTING";
            erasure: {
                /** Format: date-time */
                at: string;
                words: string;
            } | null;
            frozenCities: string[];
            /** @enum {string|null} */
            holder: "window" | "link" | "home-review" | "applicant" | "special-procedure" | "making" | "transport" | "pickup" | "closed" | null;
            holderZh: string | null;
            homeCity: string;
            intake: {
                commitment: boolean;
                deferAsked: string[];
                /** @enum {string} */
                papers: "SCAN_SUFFICES" | "ORIGINAL_REQUIRED";
            } | null;
            itemCode: string | null;
            itemName: string | null;
            itemVersion: number | null;
            /** @enum {string|null} */
            mode: "DIRECT" | "ONLINE" | "PROXY_COLLECT" | "DELEGATED" | "JOINT" | null;
            ourRoles: ("collecting" | "home" | "pickup" | "lead")[];
            pickupCity: string | null;
            problems: components["schemas"]["CaseProblem"][];
            /** @description The due day touches a year whose notice is not published. */
            provisional: boolean;
            receiptNo: string | null;
            /** @description Sent back as If-Match with an act on the case. */
            revision: string;
            /** @enum {string} */
            status: "COLLECTED" | "FORWARDED" | "RECEIVED" | "CORRECTION" | "DISPUTED" | "ACCEPTED" | "SUSPENDED" | "NOT_ACCEPTED" | "NOT_REQUIRED" | "RETURNED" | "WITHDRAWN" | "CORRECTION_LAPSED" | "DEFERRAL_LAPSED" | "APPROVED" | "REJECTED" | "ISSUED" | "READY_FOR_PICKUP" | "PICKED_UP" | "REVOKED" | "JOINT_HANDLING" | "JOINT_DONE" | "JOINT_PARTIAL" | "JOINT_ABORTED";
            statusZh: string;
            steps: components["schemas"]["Step"][];
            /** @enum {string} */
            urgency: "NORMAL" | "URGENT";
        };
        CaseList: {
            items: components["schemas"]["CaseSummary"][];
            /** @description Sent back as `cursor`, with the same filters, for the page behind this. */
            next: string | null;
            page: number;
            pageSize: number;
            total: number;
            /** @description True: there are more than `total`, which is counted no further. */
            totalIsLowerBound: boolean;
        };
        CaseProblem: {
            /** @enum {string} */
            direction: "out" | "in";
            number: number;
            /** @enum {string} */
            outcome: "kept" | "parked" | "broken";
            partner: string;
            reason: string | null;
            words: string;
        };
        CaseSummary: {
            applicantMasked: string | null;
            /**
             * @description 电子监察: the gravest card that is open or under appeal.
             * @enum {string|null}
             */
            card: "WARNING" | "YELLOW" | "RED" | null;
            caseNo: string;
            /** Format: date-time */
            changedAt: string;
            claimedBy: string | null;
            /** Format: date-time */
            collectedAt: string;
            collectingCity: string;
            /** @enum {string|null} */
            dueKind: "forwarding" | "acceptance" | "correction" | "deferred" | "promise" | "legal" | "procedure" | "delivery" | "verification" | "shelf" | null;
            dueKindZh: string | null;
            /** Format: date */
            dueOn: string | null;
            /** @enum {string} */
            dueState: "NONE" | "RUNNING" | "DUE_SOON" | "OVERDUE" | "PAUSED" | "COUNTING";
            /** @enum {string|null} */
            holder: "window" | "link" | "home-review" | "applicant" | "special-procedure" | "making" | "transport" | "pickup" | "closed" | null;
            holderZh: string | null;
            homeCity: string;
            itemCode: string | null;
            itemName: string | null;
            /** @enum {string|null} */
            mode: "DIRECT" | "ONLINE" | "PROXY_COLLECT" | "DELEGATED" | "JOINT" | null;
            ourRoles: ("collecting" | "home" | "pickup" | "lead")[];
            pickupCity: string | null;
            /** @description The due day touches a year whose notice is not published. */
            provisional: boolean;
            /** @enum {string} */
            status: "COLLECTED" | "FORWARDED" | "RECEIVED" | "CORRECTION" | "DISPUTED" | "ACCEPTED" | "SUSPENDED" | "NOT_ACCEPTED" | "NOT_REQUIRED" | "RETURNED" | "WITHDRAWN" | "CORRECTION_LAPSED" | "DEFERRAL_LAPSED" | "APPROVED" | "REJECTED" | "ISSUED" | "READY_FOR_PICKUP" | "PICKED_UP" | "REVOKED" | "JOINT_HANDLING" | "JOINT_DONE" | "JOINT_PARTIAL" | "JOINT_ABORTED";
            statusZh: string;
            /** @enum {string} */
            urgency: "NORMAL" | "URGENT";
        };
        ChangePasswordBody: {
            current: string;
            next: string;
        };
        ChangePersonBody: {
            displayName: string;
            passwordless?: boolean;
            /** @enum {string} */
            role: "clerk" | "reviewer" | "pickup" | "supervisor" | "invited-supervisor" | "operator" | "administrator";
            subject?: string;
            unitId?: string;
            windowId?: string;
        };
        ChangeReasonBody: {
            words: string;
        };
        Cities: components["schemas"]["City"][];
        City: {
            city: string;
            name: string;
            sample: boolean;
            self: boolean;
        };
        Claim: {
            caseNo: string;
            claimedBy: string | null;
        };
        Clock: {
            /** Format: date-time */
            dueAt: string | null;
            /** Format: date */
            dueOn: string | null;
            /** Format: date-time */
            endedAt: string | null;
            /** @enum {string} */
            kind: "forwarding" | "acceptance" | "correction" | "deferred" | "promise" | "legal" | "procedure" | "delivery" | "verification" | "shelf";
            kindZh: string;
            leg: {
                city: string | null;
                cityName: string | null;
                /** @enum {string} */
                holder: "window" | "link" | "home-review" | "applicant" | "special-procedure" | "making" | "transport" | "pickup" | "closed";
                holderZh: string;
            };
            /** @description The end touches a year whose notice is not published. */
            provisional: boolean;
            remainingWorkingDays: number | null;
            /** Format: date-time */
            startedAt: string;
            /** @enum {string} */
            state: "RUNNING" | "PAUSED" | "MET" | "MISSED" | "ENDED";
            usedWorkingDays: number;
        };
        CloseCodes: {
            caseNo: string;
            closed: boolean;
            codes: {
                alsoMeans: string[];
                code: string | null;
                codeZh: string | null;
                platform: string;
                platformZh: string;
                words: string;
            }[];
            /** @enum {string} */
            status: "COLLECTED" | "FORWARDED" | "RECEIVED" | "CORRECTION" | "DISPUTED" | "ACCEPTED" | "SUSPENDED" | "NOT_ACCEPTED" | "NOT_REQUIRED" | "RETURNED" | "WITHDRAWN" | "CORRECTION_LAPSED" | "DEFERRAL_LAPSED" | "APPROVED" | "REJECTED" | "ISSUED" | "READY_FOR_PICKUP" | "PICKED_UP" | "REVOKED" | "JOINT_HANDLING" | "JOINT_DONE" | "JOINT_PARTIAL" | "JOINT_ABORTED";
            statusZh: string;
        };
        CollectCaseBody: {
            application: components["schemas"]["Application"];
            commitment?: boolean;
            deferAsked?: string[];
            draftId?: string;
            forward?: boolean;
            /** @description GB/T 2260 region code. */
            homeCity: string;
            itemCode: string;
            itemVersion?: number;
            /** @enum {string} */
            mode: "DIRECT" | "ONLINE" | "PROXY_COLLECT" | "DELEGATED" | "JOINT";
            /** @enum {string} */
            urgency?: "NORMAL" | "URGENT";
        };
        CollectedCase: {
            /** Format: date-time */
            acceptedAt: string | null;
            actions: components["schemas"]["Action"][];
            applicantMasked: string | null;
            /** @description As it stands now; null where this city may not read it. */
            application: {
                agent?: components["schemas"]["Agent"];
                applicant: components["schemas"]["Applicant"];
                delivery: components["schemas"]["DeliveryWish"];
                form: {
                    [key: string]: string | number;
                };
                identityCheck: components["schemas"]["IdentityCheck"];
                materials: components["schemas"]["CollectedMaterial"][];
                note?: string;
                /**
                 * Format: date-time
                 * @description UTC with milliseconds.
                 */
                noticeGivenAt: string;
            } | null;
            /**
             * @description 电子监察: the gravest card that is open or under appeal.
             * @enum {string|null}
             */
            card: "WARNING" | "YELLOW" | "RED" | null;
            caseNo: string;
            /** Format: date-time */
            changedAt: string;
            claimedBy: string | null;
            /** Format: date-time */
            collectedAt: string;
            collectingCity: string;
            correction: {
                defects: {
                    code: string;
                    /** @enum {string} */
                    kind: "FIELD" | "MATERIAL";
                    problem: string;
                    remedy: string;
                    /** @description It could have been named in the notice before. */
                    visibleBefore: boolean;
                }[];
                /** Format: date */
                dueOn: string;
                noticeNo: string;
                round: number;
            } | null;
            /** Format: date-time */
            decidedAt: string | null;
            deferral: {
                /** Format: date */
                dueOn: string;
                materials: {
                    code: string;
                    name: string;
                }[];
            } | null;
            delivery: components["schemas"]["Delivery"][];
            /** @enum {string|null} */
            dueKind: "forwarding" | "acceptance" | "correction" | "deferred" | "promise" | "legal" | "procedure" | "delivery" | "verification" | "shelf" | null;
            dueKindZh: string | null;
            /** Format: date */
            dueOn: string | null;
            /** @enum {string} */
            dueState: "NONE" | "RUNNING" | "DUE_SOON" | "OVERDUE" | "PAUSED" | "COUNTING";
            erasure: {
                /** Format: date-time */
                at: string;
                words: string;
            } | null;
            frozenCities: string[];
            /** @enum {string|null} */
            holder: "window" | "link" | "home-review" | "applicant" | "special-procedure" | "making" | "transport" | "pickup" | "closed" | null;
            holderZh: string | null;
            homeCity: string;
            intake: {
                commitment: boolean;
                deferAsked: string[];
                /** @enum {string} */
                papers: "SCAN_SUFFICES" | "ORIGINAL_REQUIRED";
            } | null;
            itemCode: string | null;
            itemName: string | null;
            itemVersion: number | null;
            /** @enum {string|null} */
            mode: "DIRECT" | "ONLINE" | "PROXY_COLLECT" | "DELEGATED" | "JOINT" | null;
            ourRoles: ("collecting" | "home" | "pickup" | "lead")[];
            pickupCity: string | null;
            problems: components["schemas"]["CaseProblem"][];
            /** @description The due day touches a year whose notice is not published. */
            provisional: boolean;
            receiptNo: string | null;
            /** @description Sent back as If-Match with an act on the case. */
            revision: string;
            /** @enum {string} */
            status: "COLLECTED" | "FORWARDED" | "RECEIVED" | "CORRECTION" | "DISPUTED" | "ACCEPTED" | "SUSPENDED" | "NOT_ACCEPTED" | "NOT_REQUIRED" | "RETURNED" | "WITHDRAWN" | "CORRECTION_LAPSED" | "DEFERRAL_LAPSED" | "APPROVED" | "REJECTED" | "ISSUED" | "READY_FOR_PICKUP" | "PICKED_UP" | "REVOKED" | "JOINT_HANDLING" | "JOINT_DONE" | "JOINT_PARTIAL" | "JOINT_ABORTED";
            statusZh: string;
            steps: components["schemas"]["Step"][];
            /** @enum {string} */
            urgency: "NORMAL" | "URGENT";
            voucher: {
                number: string;
                text: string;
                title: string;
            };
        };
        CollectedMaterial: {
            code: string;
            copies: number;
            files?: components["schemas"]["MaterialFile"][];
            /** @enum {string} */
            form: "PAPER" | "ELECTRONIC" | "E_LICENCE" | "SHARED_DATA";
            note?: string;
            originalSeen: boolean;
        };
        CollectJointCaseBody: {
            application: components["schemas"]["Application"];
            draftId?: string;
            itemCode: string;
            itemVersion?: number;
            parts: components["schemas"]["JointPartInput"][];
            /** @enum {string} */
            urgency?: "NORMAL" | "URGENT";
        };
        CommitmentTerms: {
            conditions: string;
            consequences: string;
            verifyWithinWorkingDays: number;
        };
        CreatePersonBody: {
            displayName: string;
            passwordless?: boolean;
            /** @enum {string} */
            role: "clerk" | "reviewer" | "pickup" | "supervisor" | "invited-supervisor" | "operator" | "administrator";
            subject?: string;
            unitId?: string;
            username: string;
            windowId?: string;
        };
        CreateUploadBody: {
            name: string;
            size: number;
            type?: string;
        };
        DecideCaseBody: {
            /** @enum {string} */
            act: "APPROVED" | "REJECTED";
            reason: string;
            remedies?: string;
        };
        DefectFound: {
            code: string;
            /** @enum {string} */
            kind: "FIELD" | "MATERIAL";
            problem: string;
            remedy: string;
        };
        Delegation: {
            acts: ("ACCEPT" | "DECIDE" | "ISSUE")[];
            from: string;
            fromName: string;
            id: string;
            items: string[];
            legalGround: string;
            /** Format: date-time */
            revokedAt: string | null;
            sample: boolean;
            /** @enum {string} */
            state: "NOT_YET" | "IN_FORCE" | "ENDED";
            to: string;
            toName: string;
            /** Format: date-time */
            validFrom: string;
            /** Format: date-time */
            validUntil: string;
        };
        Delegations: components["schemas"]["Delegation"][];
        Delivery: {
            heldForPartner: number;
            partner: string;
            partnerName: string;
            /** Format: date-time */
            since: string | null;
            /** @enum {string} */
            state: "SETTLED" | "UNDERWAY" | "HELD";
            waiting: number;
            words: string;
        };
        DeliveryWish: {
            /** @description GB/T 2260 region code. */
            city?: string;
            /** @enum {string} */
            kind: "PICKUP" | "ELECTRONIC";
            pointId?: string;
        };
        Deputies: components["schemas"]["Deputy"][];
        Deputy: {
            absent: string;
            absentName: string;
            deputy: string;
            deputyName: string;
            /** Format: date */
            from: string;
            setBy: string;
            setByName: string;
            /** Format: date */
            until: string;
        };
        DisablePersonBody: {
            reason: string;
        };
        DisputeJurisdictionBody: {
            /** @description GB/T 2260 region code. */
            proposedCity?: string;
            reason: string;
        };
        DisputeRecordBody: {
            reason: string;
        };
        Draft: {
            /** Format: date-time */
            changedAt: string;
            content: string;
            draftId: string;
            kind: string;
            label: string;
            /** Format: date-time */
            startedAt: string;
            version: number;
        };
        Drafts: components["schemas"]["DraftSummary"][];
        DraftSummary: {
            /** Format: date-time */
            changedAt: string;
            draftId: string;
            kind: string;
            label: string;
            /** Format: date-time */
            startedAt: string;
            version: number;
        };
        EndedSession: {
            /** Format: date-time */
            endedAt: string;
        };
        EndProcedureBody: {
            /** @enum {string} */
            kind: "HEARING" | "INSPECTION" | "TEST" | "EXPERT_REVIEW" | "PUBLIC_NOTICE";
            result: string;
        };
        EndStandingBody: {
            reason: string;
        };
        Evidence: {
            caseNo: string;
            complete: boolean;
            directories: string[];
            events: components["schemas"]["EvidenceEvent"][];
            /**
             * Format: date-time
             * @description UTC with milliseconds.
             */
            exportedAt: string;
            /** @description GB/T 2260 region code. */
            exportedBy: string;
            federation: components["schemas"]["FederationName"];
            /** @enum {string} */
            kind: "tongban-evidence";
            /** @enum {number} */
            v: 1;
        };
        EvidenceEvent: {
            /** @description GB/T 2260 region code. */
            author: string;
            data: string | null;
            hash: string;
            payload: string;
            receipts: components["schemas"]["ReceiptProof"][];
            seal: {
                leaf: number;
                path: string[];
                signature: string;
            } | null;
            seq: number;
        };
        EvidenceLine: {
            ok: boolean;
            text: string;
        };
        EvidenceVerdict: {
            caseNo: string;
            checks: number;
            cityName: string;
            file: components["schemas"]["Evidence"];
            fingerprint: string;
            firstBroken: string | null;
            lines: components["schemas"]["EvidenceLine"][];
            unsealed: number;
        };
        ExportRecord: {
            /** Format: date-time */
            at: string;
            maxRows: number;
        };
        ExtendCaseBody: {
            approver: string;
            reason: string;
        };
        FederationName: {
            kid: string;
            x: string;
        };
        Figure: {
            cards: {
                count: number;
                /** @enum {string} */
                leg: "window" | "home-review" | "special-procedure" | "making" | "pickup";
                legZh: string;
                /** @enum {string} */
                level: "WARNING" | "YELLOW" | "RED";
                levelZh: string;
            }[];
            clocks: {
                /** @enum {string} */
                kind: "forwarding" | "acceptance" | "correction" | "deferred" | "promise" | "legal" | "procedure" | "delivery" | "verification" | "shelf";
                kindZh: string;
                met: number;
                missed: number;
            }[];
            collecting: string | null;
            collectingName: string | null;
            dueSoon: number | null;
            handling: {
                count: number;
                medianSeconds: number | null;
                p95Seconds: number | null;
            };
            holders: {
                count: number;
                /** @enum {string} */
                holder: "window" | "link" | "home-review" | "applicant" | "special-procedure" | "making" | "transport" | "pickup" | "closed";
                holderZh: string;
                medianSeconds: number | null;
                p95Seconds: number | null;
            }[];
            home: string | null;
            homeName: string | null;
            itemCode: string | null;
            itemName: string | null;
            /** @enum {string|null} */
            mode: "DIRECT" | "ONLINE" | "PROXY_COLLECT" | "DELEGATED" | "JOINT" | null;
            modeZh: string | null;
            onTimeShare: number | null;
            open: number | null;
            overdue: number | null;
            period: string | null;
            volumes: {
                count: number;
                /** @enum {string} */
                kind: "collected" | "received" | "accepted" | "corrected" | "deemed" | "decided" | "rejected" | "handed-over" | "ended";
                kindZh: string;
            }[];
            windowId: string | null;
        };
        Figures: {
            /** Format: date-time */
            asOf: string;
            behind: number;
            /** @enum {string} */
            by: "all" | "day" | "month" | "pair" | "item" | "mode" | "desk";
            /** Format: date */
            from: string;
            rows: components["schemas"]["Figure"][];
            sample: boolean;
            sources: components["schemas"]["FigureSource"][];
            /** Format: date */
            to: string;
            total: components["schemas"]["Figure"];
        };
        FigureSource: {
            /** Format: date-time */
            asOf: string | null;
            city: string;
            cityName: string;
            /** Format: date-time */
            missingSince: string | null;
            reason: string | null;
            /** @enum {string} */
            state: "OWN" | "LIVE" | "ASKING" | "KEPT" | "MISSING";
            words: string;
        };
        /** Format: binary */
        File: string;
        FindByPickupCodeBody: {
            /** @description Case number with its check character. */
            caseNo?: string;
            pickupCode: string;
        };
        FormField: {
            choices?: string[];
            code: string;
            /** @enum {string} */
            kind: "TEXT" | "NUMBER" | "DATE" | "CHOICE";
            label: string;
            maxLength?: number;
            required: boolean;
        };
        HandOverBody: {
            certificateTail: string;
            /** @enum {string} */
            identityMethod: "FACE_AND_CARD" | "CARD_READER" | "DOCUMENT_SEEN";
            pickupCode: string;
            /** @enum {string} */
            receivedBy: "APPLICANT" | "AGENT";
        };
        HoldPartnerBody: {
            reason: string;
            /**
             * Format: date-time
             * @description UTC with milliseconds.
             */
            until: string;
        };
        IdentityCheck: {
            /** @enum {string} */
            method: "FACE_AND_CARD" | "CARD_READER" | "DOCUMENT_SEEN";
            /** @enum {string} */
            result: "MATCHED";
            /** @enum {string} */
            subject: "APPLICANT" | "AGENT";
        };
        ImportCalendarBody: {
            daysOff: string[];
            extraDaysOff: string[];
            final: boolean;
            officeFrom: string;
            officeTo: string;
            sample?: boolean;
            sampleNote?: string;
            source: string;
            workedDays: string[];
            year: number;
        };
        ImportPeopleBody: {
            csv: string;
            dryRun: boolean;
        };
        ImportReport: {
            changed: number;
            created: number;
            dryRun: boolean;
            refused: number;
            rows: {
                line: number;
                /** @enum {string} */
                outcome: "CREATED" | "CHANGED" | "SAME" | "REFUSED";
                temporaryPassword: string | null;
                username: string | null;
                words: string | null;
            }[];
            same: number;
        };
        InspectBatchBody: {
            cases: components["schemas"]["BatchCase"][];
            label: string;
            result: string;
        };
        InstantRule: {
            conditions: components["schemas"]["RuleCondition"][];
            decisionReason: string;
            name: string;
            ruleId: string;
            /** @enum {string} */
            upTo: "ACCEPTED" | "DECIDED";
        };
        InstructAgainBody: {
            /** @description GB/T 2260 region code. */
            city: string;
            pointId: string;
        };
        IssueBatchBody: {
            cases: components["schemas"]["BatchResult"][];
            label: string;
            /** Format: date */
            validUntil?: string;
        };
        IssueResultBody: {
            resultNo: string;
            /** Format: date */
            validUntil?: string;
        };
        Item: {
            acceptWithinWorkingDays: number;
            agentAllowed: boolean;
            /** @enum {string} */
            applicantType: "NATURAL" | "LEGAL" | "BOTH";
            commitment?: components["schemas"]["CommitmentTerms"];
            correctionWorkingDays?: number;
            deliverWithinWorkingDays?: number;
            department: string;
            /**
             * Format: date-time
             * @description UTC with milliseconds.
             */
            effectiveAt: string;
            extensionWorkingDays?: number;
            feeCharged: boolean;
            fields: components["schemas"]["FormField"][];
            fourEyes?: boolean;
            /** @description GB/T 2260 region code. */
            homeCity: string;
            instantRule?: components["schemas"]["InstantRule"];
            itemCode: string;
            /** @enum {string} */
            itemType?: "PERMIT" | "PAYMENT" | "CONFIRMATION" | "OTHER_POWER" | "PUBLIC_SERVICE";
            joint?: components["schemas"]["JointPlan"];
            /** @enum {string} */
            kind: "INSTANT" | "PROMISED";
            legalBasis?: string;
            legalLimit: components["schemas"]["TimeLimit"];
            materials: components["schemas"]["MaterialRequirement"][];
            modes: ("DIRECT" | "ONLINE" | "PROXY_COLLECT" | "DELEGATED" | "JOINT")[];
            name: string;
            promiseLimit: components["schemas"]["TimeLimit"];
            /** @enum {string} */
            resultKind: "CERTIFICATE" | "DOCUMENT" | "PAYMENT" | "RECORD";
            resultName: string;
            reviewSteps?: ("HANDLE" | "REVIEW")[];
            sample: boolean;
            sampleNote?: string;
            scopeAreas: string[];
            scopeRange: string;
            specialProcedures?: components["schemas"]["SpecialProcedure"][];
            standing?: components["schemas"]["StandingTerms"];
            version: number;
            /**
             * Format: date-time
             * @description UTC with milliseconds.
             */
            withdrawnAt: string | null;
        };
        ItemList: {
            items: components["schemas"]["ItemSummary"][];
            page: number;
            pageSize: number;
            total: number;
        };
        ItemSummary: {
            /** @enum {string} */
            applicantType: "NATURAL" | "LEGAL" | "BOTH";
            department: string;
            homeCity: string;
            itemCode: string;
            modes: ("DIRECT" | "ONLINE" | "PROXY_COLLECT" | "DELEGATED" | "JOINT")[];
            name: string;
            sample: boolean;
            version: number;
        };
        ItemVersion: {
            differences: {
                /** @enum {string} */
                kind: "ADDED" | "REMOVED" | "CHANGED";
                part: string;
                words: string;
            }[];
            /** Format: date-time */
            effectiveAt: string;
            homeCity: string;
            itemCode: string;
            name: string;
            sample: boolean;
            version: number;
            /** Format: date-time */
            withdrawnAt: string | null;
        };
        ItemVersions: components["schemas"]["ItemVersion"][];
        Joint: {
            caseNo: string;
            /**
             * Format: date
             * @description The longest way through the graph; null in a part.
             */
            dueOn: string | null;
            /** @enum {string|null} */
            onRefusal: "ABORT_ALL" | "PARTIAL" | "COMPENSATE" | null;
            /** @description Set in a part: the joint case it belongs to. */
            parent: {
                /** @description Case number with its check character. */
                caseNo: string;
                part: string;
            } | null;
            parts: components["schemas"]["JointPart"][];
            products: {
                /** @description GB/T 2260 region code. */
                city: string;
                part: string;
                resultName: string;
                resultNo: string;
                /** Format: date */
                validUntil: string | null;
            }[];
            provisional: boolean;
            tasks: {
                caseNo: string;
                city: string;
                part: string;
                zh: string;
            }[];
        };
        JointCandidate: {
            /** @description GB/T 2260 region code. */
            homeCity: string;
            itemCode: string;
        };
        JointPart: {
            after: string[];
            caseNo: string | null;
            cityName: string;
            /**
             * Format: date
             * @description Of the clock of the part where it runs, otherwise as planned.
             */
            dueOn: string;
            holder: {
                city: string | null;
                cityName: string | null;
                /** @enum {string} */
                holder: "window" | "link" | "home-review" | "applicant" | "special-procedure" | "making" | "transport" | "pickup" | "closed";
                holderZh: string;
            } | null;
            homeCity: string;
            itemCode: string;
            key: string;
            /** @enum {string} */
            mode: "DIRECT" | "ONLINE" | "PROXY_COLLECT" | "DELEGATED" | "JOINT";
            name: string;
            provisional: boolean;
            /** @enum {string} */
            state: "WAITING" | "OPEN" | "DONE" | "ENDED" | "SKIPPED";
            /** @enum {string|null} */
            status: "COLLECTED" | "FORWARDED" | "RECEIVED" | "CORRECTION" | "DISPUTED" | "ACCEPTED" | "SUSPENDED" | "NOT_ACCEPTED" | "NOT_REQUIRED" | "RETURNED" | "WITHDRAWN" | "CORRECTION_LAPSED" | "DEFERRAL_LAPSED" | "APPROVED" | "REJECTED" | "ISSUED" | "READY_FOR_PICKUP" | "PICKED_UP" | "REVOKED" | "JOINT_HANDLING" | "JOINT_DONE" | "JOINT_PARTIAL" | "JOINT_ABORTED" | null;
            statusZh: string | null;
        };
        JointPartInput: {
            form: {
                [key: string]: string | number;
            };
            /** @description GB/T 2260 region code. */
            homeCity?: string;
            key: string;
            materials: components["schemas"]["CollectedMaterial"][];
        };
        JointPlan: {
            /** @enum {string} */
            onRefusal: "ABORT_ALL" | "PARTIAL" | "COMPENSATE";
            parts: components["schemas"]["JointPlanPart"][];
        };
        JointPlanPart: {
            after: string[];
            candidates: components["schemas"]["JointCandidate"][];
            key: string;
            /** @enum {string} */
            mode: "ONLINE" | "PROXY_COLLECT";
            name: string;
            optional: boolean;
        };
        Key: {
            city: string;
            daysLeft: number;
            /** Format: date-time */
            from: string;
            kid: string;
            name: string;
            /** Format: date-time */
            revokedAt: string | null;
            self: boolean;
            /** @enum {string} */
            state: "VALID" | "SOON" | "EXPIRED" | "REVOKED" | "FUTURE";
            succeeded: boolean;
            /** Format: date-time */
            until: string;
            /** @enum {string} */
            use: "sign" | "seal";
            words: string;
        };
        Keys: components["schemas"]["Key"][];
        LapseCorrectionBody: {
            reason: string;
        };
        LapseDeferralBody: {
            reason: string;
        };
        LinkHold: {
            by: string;
            /** Format: date-time */
            endedAt: string | null;
            endedBy: string | null;
            partner: string;
            reason: string;
            /** Format: date-time */
            since: string;
            /** Format: date-time */
            until: string;
        };
        LinkHolds: components["schemas"]["LinkHold"][];
        LinkOutage: {
            /** @enum {string} */
            cause: "DOWN" | "HELD";
            city: string;
            cityName: string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string | null;
        };
        MaterialFile: {
            id: string;
            /** @enum {string} */
            kind: "PDF" | "JPEG" | "PNG" | "OFD";
            name: string;
            root: string;
            sha256: string;
            size: number;
        };
        MaterialRequirement: {
            code: string;
            copies: number;
            deferrable?: boolean;
            /** @enum {string} */
            form: "PAPER" | "ELECTRONIC" | "EITHER";
            name: string;
            note?: string;
            originalRequired: boolean;
            required: boolean;
            /** @enum {string} */
            source: "APPLICANT" | "AUTHORITY" | "SHARED_DATA";
        };
        NodeHealth: {
            alerts: components["schemas"]["Alert"][];
            /** Format: date-time */
            at: string;
            checks: {
                critical: boolean;
                name: string;
                ok: boolean;
                words: string | null;
            }[];
            city: string;
            cityName: string;
            directory: number;
            leading: boolean;
            ready: boolean;
            replica: string;
            storageFreeBytes: number | null;
            storageFreePercent: number | null;
            /** Format: date-time */
            upSince: string;
            version: string;
            webhook: boolean;
        };
        NoteOpinionBody: {
            /** @enum {string} */
            opinion: "AGREE" | "DISAGREE";
            /** @enum {string} */
            step: "HANDLE" | "REVIEW";
            words: string;
        };
        Notice: {
            /** @enum {string} */
            agrees: "YES" | "NO" | "UNSIGNED" | "UNREADABLE";
            caseNo: string;
            check: string;
            city: string;
            cityName: string;
            /** Format: date */
            date: string;
            factHash: string;
            html: string;
            /** @enum {string} */
            kind: "RECEIPT" | "CORRECTION_NOTICE" | "ACCEPTANCE_NOTICE" | "CONDITIONAL_ACCEPTANCE_NOTICE" | "NON_ACCEPTANCE_DECISION" | "NOT_REQUIRED_NOTICE" | "PROCEDURE_NOTICE" | "EXTENSION_NOTICE" | "RETURN_NOTICE" | "LAPSE_NOTICE" | "WITHDRAWAL_CONFIRMATION" | "WITHDRAWAL_REFUSAL" | "APPROVAL_DECISION" | "REJECTION_DECISION" | "REVOCATION_DECISION" | "DELIVERY_RECEIPT";
            number: string;
            /** @description Of the bytes of `html`, as the signed fact names it. */
            sha256: string | null;
            title: string;
            words: string;
        };
        Notices: {
            caseNo: string;
            items: components["schemas"]["NoticeSummary"][];
        };
        NoticeSummary: {
            /** @enum {string} */
            agrees: "YES" | "NO" | "UNSIGNED" | "UNREADABLE";
            city: string;
            cityName: string;
            /** Format: date */
            date: string;
            factHash: string;
            /** @enum {string} */
            kind: "RECEIPT" | "CORRECTION_NOTICE" | "ACCEPTANCE_NOTICE" | "CONDITIONAL_ACCEPTANCE_NOTICE" | "NON_ACCEPTANCE_DECISION" | "NOT_REQUIRED_NOTICE" | "PROCEDURE_NOTICE" | "EXTENSION_NOTICE" | "RETURN_NOTICE" | "LAPSE_NOTICE" | "WITHDRAWAL_CONFIRMATION" | "WITHDRAWAL_REFUSAL" | "APPROVAL_DECISION" | "REJECTION_DECISION" | "REVOCATION_DECISION" | "DELIVERY_RECEIPT";
            number: string;
            /** @description Of the bytes of `html`, as the signed fact names it. */
            sha256: string | null;
            title: string;
            words: string;
        };
        OpenCase: {
            caseNo: string;
            /** Format: date-time */
            collectedAt: string | null;
            collecting: string;
            collectingName: string;
            /** @enum {string|null} */
            dueKind: "forwarding" | "acceptance" | "correction" | "deferred" | "promise" | "legal" | "procedure" | "delivery" | "verification" | "shelf" | null;
            dueKindZh: string | null;
            /** Format: date */
            dueOn: string | null;
            here: boolean;
            /** @enum {string|null} */
            holder: "window" | "link" | "home-review" | "applicant" | "special-procedure" | "making" | "transport" | "pickup" | "closed" | null;
            holderZh: string | null;
            home: string;
            homeName: string;
            itemName: string | null;
            /** @enum {string|null} */
            mode: "DIRECT" | "ONLINE" | "PROXY_COLLECT" | "DELEGATED" | "JOINT" | null;
            modeZh: string | null;
            overdue: boolean;
            /** @enum {string} */
            status: "COLLECTED" | "FORWARDED" | "RECEIVED" | "CORRECTION" | "DISPUTED" | "ACCEPTED" | "SUSPENDED" | "NOT_ACCEPTED" | "NOT_REQUIRED" | "RETURNED" | "WITHDRAWN" | "CORRECTION_LAPSED" | "DEFERRAL_LAPSED" | "APPROVED" | "REJECTED" | "ISSUED" | "READY_FOR_PICKUP" | "PICKED_UP" | "REVOKED" | "JOINT_HANDLING" | "JOINT_DONE" | "JOINT_PARTIAL" | "JOINT_ABORTED";
            statusZh: string;
        };
        OpenCases: {
            items: components["schemas"]["OpenCase"][];
            listed: number;
            page: number;
            pageSize: number;
            sample: boolean;
            sources: components["schemas"]["FigureSource"][];
            total: number;
        };
        Opinion: {
            /** Format: date-time */
            at: string;
            by: string;
            mine: boolean;
            /** @enum {string|null} */
            opinion: "AGREE" | "DISAGREE" | null;
            /** @enum {string} */
            step: "HANDLE" | "REVIEW";
            words: string;
        };
        Opinions: components["schemas"]["Opinion"][];
        Partner: {
            /** @enum {string} */
            breaker: "closed" | "open" | "half-open";
            city: string;
            clockDifferenceMs: number | null;
            held: number;
            hold: {
                by: string;
                reason: string;
                /** Format: date-time */
                since: string;
                /** Format: date-time */
                until: string;
            } | null;
            holdReason: string | null;
            /** Format: date-time */
            lastReceiptAt: string | null;
            /** @enum {string} */
            link: "open" | "held";
            name: string;
            /** Format: date-time */
            oldestHeldAt: string | null;
            receivedTo: number;
            rewinds: number;
            sentTo: number;
            settledTo: number;
            version: string | null;
            words: string;
        };
        Partners: components["schemas"]["Partner"][];
        People: {
            items: components["schemas"]["Person"][];
            page: number;
            pageSize: number;
            total: number;
        };
        Person: {
            disabled: boolean;
            displayName: string;
            hasPassword: boolean;
            locked: boolean;
            mustChangePassword: boolean;
            /** @enum {string} */
            role: "clerk" | "reviewer" | "pickup" | "supervisor" | "invited-supervisor" | "operator" | "administrator";
            roleZh: string;
            subject: string | null;
            subjectIssuer: string | null;
            unitId: string | null;
            unitName: string | null;
            username: string;
            windowId: string | null;
            windowName: string | null;
        };
        PersonWithPassword: {
            person: components["schemas"]["Person"];
            temporaryPassword: string | null;
        };
        PickupCode: {
            /** Format: date-time */
            acceptedAt: string | null;
            actions: components["schemas"]["Action"][];
            applicantMasked: string | null;
            /** @description As it stands now; null where this city may not read it. */
            application: {
                agent?: components["schemas"]["Agent"];
                applicant: components["schemas"]["Applicant"];
                delivery: components["schemas"]["DeliveryWish"];
                form: {
                    [key: string]: string | number;
                };
                identityCheck: components["schemas"]["IdentityCheck"];
                materials: components["schemas"]["CollectedMaterial"][];
                note?: string;
                /**
                 * Format: date-time
                 * @description UTC with milliseconds.
                 */
                noticeGivenAt: string;
            } | null;
            /**
             * @description 电子监察: the gravest card that is open or under appeal.
             * @enum {string|null}
             */
            card: "WARNING" | "YELLOW" | "RED" | null;
            caseNo: string;
            /** Format: date-time */
            changedAt: string;
            claimedBy: string | null;
            /** Format: date-time */
            collectedAt: string;
            collectingCity: string;
            correction: {
                defects: {
                    code: string;
                    /** @enum {string} */
                    kind: "FIELD" | "MATERIAL";
                    problem: string;
                    remedy: string;
                    /** @description It could have been named in the notice before. */
                    visibleBefore: boolean;
                }[];
                /** Format: date */
                dueOn: string;
                noticeNo: string;
                round: number;
            } | null;
            /** Format: date-time */
            decidedAt: string | null;
            deferral: {
                /** Format: date */
                dueOn: string;
                materials: {
                    code: string;
                    name: string;
                }[];
            } | null;
            delivery: components["schemas"]["Delivery"][];
            /** @enum {string|null} */
            dueKind: "forwarding" | "acceptance" | "correction" | "deferred" | "promise" | "legal" | "procedure" | "delivery" | "verification" | "shelf" | null;
            dueKindZh: string | null;
            /** Format: date */
            dueOn: string | null;
            /** @enum {string} */
            dueState: "NONE" | "RUNNING" | "DUE_SOON" | "OVERDUE" | "PAUSED" | "COUNTING";
            erasure: {
                /** Format: date-time */
                at: string;
                words: string;
            } | null;
            frozenCities: string[];
            /** @enum {string|null} */
            holder: "window" | "link" | "home-review" | "applicant" | "special-procedure" | "making" | "transport" | "pickup" | "closed" | null;
            holderZh: string | null;
            homeCity: string;
            intake: {
                commitment: boolean;
                deferAsked: string[];
                /** @enum {string} */
                papers: "SCAN_SUFFICES" | "ORIGINAL_REQUIRED";
            } | null;
            itemCode: string | null;
            itemName: string | null;
            itemVersion: number | null;
            /** @enum {string|null} */
            mode: "DIRECT" | "ONLINE" | "PROXY_COLLECT" | "DELEGATED" | "JOINT" | null;
            ourRoles: ("collecting" | "home" | "pickup" | "lead")[];
            pickupCity: string | null;
            /** @description Shown this once. */
            pickupCode: string;
            problems: components["schemas"]["CaseProblem"][];
            /** @description The due day touches a year whose notice is not published. */
            provisional: boolean;
            receiptNo: string | null;
            /** @description Sent back as If-Match with an act on the case. */
            revision: string;
            /** Format: date-time */
            shelfUntil: string;
            /** @enum {string} */
            status: "COLLECTED" | "FORWARDED" | "RECEIVED" | "CORRECTION" | "DISPUTED" | "ACCEPTED" | "SUSPENDED" | "NOT_ACCEPTED" | "NOT_REQUIRED" | "RETURNED" | "WITHDRAWN" | "CORRECTION_LAPSED" | "DEFERRAL_LAPSED" | "APPROVED" | "REJECTED" | "ISSUED" | "READY_FOR_PICKUP" | "PICKED_UP" | "REVOKED" | "JOINT_HANDLING" | "JOINT_DONE" | "JOINT_PARTIAL" | "JOINT_ABORTED";
            statusZh: string;
            steps: components["schemas"]["Step"][];
            /** @enum {string} */
            urgency: "NORMAL" | "URGENT";
        };
        PickupMatch: {
            /** @enum {string} */
            agentMayCollect: "YES" | "NO";
            caseNo: string;
            instructedAgain: boolean;
            isOver: boolean;
            pointId: string;
            pointName: string | null;
            /** @description In full where the code fits one case alone, else masked. */
            recipientName: string;
            recipientPhoneMasked: string;
            resultName: string;
            /** @description Sent back as If-Match with an act on the case. */
            revision: string;
            /** Format: date-time */
            shelfUntil: string;
        };
        PickupMatches: {
            matches: components["schemas"]["PickupMatch"][];
        };
        PickupPoint: {
            address: string;
            capacity: number;
            city: string;
            /** @description Null where the question named no place. */
            distanceKm: number | null;
            hours: string;
            id: string;
            /** @enum {string} */
            kind: "HALL" | "STATION" | "KIOSK" | "BANK_OUTLET" | "POST_OFFICE";
            lat: number;
            lon: number;
            name: string;
            open24h: boolean;
        };
        PickupPointList: {
            items: components["schemas"]["PickupPoint"][];
            page: number;
            pageSize: number;
            total: number;
        };
        Places: {
            halls: {
                disabled: boolean;
                id: string;
                name: string;
            }[];
            units: {
                department: string | null;
                disabled: boolean;
                id: string;
                name: string;
                people: number;
            }[];
            windows: {
                disabled: boolean;
                hallId: string;
                id: string;
                kind: string;
                name: string;
                people: number;
                unitId: string | null;
            }[];
        };
        PostResultBody: {
            carrier: string;
            trackingNo?: string;
        };
        Precheck: {
            currentVersion: number | null;
            held: string | null;
            missingMaterials: {
                code: string;
                name: string;
            }[];
            queueLength: number | null;
            reachable: boolean;
            reasons: {
                code: string;
                zh: string;
            }[];
            /** @enum {string} */
            source: "LIVE" | "LOCAL";
            takes: boolean;
            words: string;
        };
        PrecheckItemBody: {
            /** @enum {string} */
            applicantType: "NATURAL" | "LEGAL";
            byAgent?: boolean;
            /** @description GB/T 2260 region code. */
            homeCity: string;
            itemCode: string;
            materials: string[];
            /** @enum {string} */
            mode: "DIRECT" | "ONLINE" | "PROXY_COLLECT" | "DELEGATED" | "JOINT";
        };
        Probe: {
            /** Format: date-time */
            at: string;
            clockDifferenceMs: number;
            directory: number;
            ours: {
                receivedTo: number;
                sentTo: number;
            };
            partner: string;
            partnerName: string;
            theirs: {
                receivedTo: number;
                sentTo: number;
            };
            tookMs: number;
            version: string;
            words: string;
        };
        Problem: {
            /** @enum {string} */
            code: "body_malformed" | "body_too_large" | "request_invalid" | "not_found" | "media_type_unsupported" | "live_streams_full" | "rate_limited" | "sign_in_failed" | "sign_in_locked" | "token_missing" | "token_invalid" | "token_expired" | "csrf_refused" | "role_not_allowed" | "window_required" | "idempotency_key_missing" | "idempotency_key_reused" | "if_match_missing" | "case_changed" | "internal_error" | "city_node_unreachable" | "pdf_unavailable" | "database_unavailable" | "city_not_served" | "instant_invalid" | "date_invalid" | "region_code_invalid" | "resident_id_invalid" | "uscc_invalid" | "mobile_phone_invalid" | "case_no_invalid" | "city_unknown" | "calendar_invalid" | "item_unknown" | "item_not_agreed" | "item_not_effective" | "item_withdrawn" | "material_missing" | "material_not_electronic" | "material_unknown" | "original_required" | "field_missing" | "field_unknown" | "field_invalid" | "applicant_type_not_allowed" | "delegation_missing" | "delegation_invalid" | "agent_not_allowed" | "agent_missing" | "joint_plan_missing" | "joint_choice_invalid" | "standing_not_offered" | "standing_not_granted" | "case_not_found" | "card_not_found" | "card_answered" | "notice_not_found" | "notice_unreadable" | "action_not_allowed" | "not_our_part" | "case_frozen" | "case_erased" | "event_too_large" | "partner_ahead" | "recovery_pending" | "link_starting" | "pickup_point_unknown" | "pickup_code_wrong" | "pickup_code_locked" | "pickup_search_locked" | "identity_mismatch" | "defect_unknown" | "correction_incomplete" | "term_not_over" | "waiting_for_link" | "case_changed_elsewhere" | "material_not_deferrable" | "material_not_owed" | "defer_date_invalid" | "commitment_not_offered" | "procedure_not_declared" | "procedure_too_long" | "review_step_missing" | "review_step_unknown" | "four_eyes" | "papers_missing" | "message_not_found" | "hold_end_invalid" | "message_act_not_allowed" | "claimed_by_other" | "claim_not_yours" | "reasons_full" | "reason_not_yours" | "reason_unknown" | "deputy_invalid" | "draft_not_found" | "draft_changed" | "draft_ended" | "draft_too_many" | "account_disabled" | "password_change_required" | "password_weak" | "password_wrong" | "person_unknown" | "person_exists" | "subject_taken" | "last_administrator" | "place_unknown" | "place_in_use" | "import_malformed" | "provider_not_offered" | "provider_unreachable" | "provider_refused" | "provider_state_unknown" | "provider_token_invalid" | "provider_token_expired" | "subject_unknown" | "password_needed" | "attachment_not_found" | "attachment_empty" | "attachment_too_large" | "attachment_offset" | "attachment_incomplete" | "attachment_kind_unknown" | "attachment_type_differs" | "attachment_malformed" | "attachment_encrypted" | "attachment_bomb" | "attachment_limit" | "attachment_bound" | "attachment_storage_full" | "attachment_storage_away" | "attachment_not_here" | "attachment_damaged" | "attachment_gone" | "attachment_not_entitled" | "attachment_range" | "figures_not_entitled" | "figures_range" | "partner_unreachable" | "link_held" | "envelope_malformed" | "envelope_oversize" | "envelope_suite" | "envelope_undecryptable" | "signature_invalid" | "key_unknown" | "key_expired" | "key_revoked" | "wrong_recipient" | "wrong_sender" | "protocol_version_unknown" | "payload_invalid" | "clock_ahead" | "link_conflict" | "link_gap" | "nonce_mismatch" | "question_expired" | "question_unknown" | "directory_invalid" | "directory_old" | "directory_fork" | "chain_broken" | "fork" | "lane_frozen" | "seen_mismatch" | "basis_mismatch" | "predecessor_missing" | "lane_missing" | "basis_missing" | "not_entitled" | "fact_unknown" | "data_invalid" | "time_runs_back";
            details: {
                [key: string]: unknown;
            };
            instance: string;
            remedy: string;
            requestId: string;
            status: number;
            title: string;
            type: string;
        };
        ProviderNonce: {
            clientId: string;
            /** Format: date-time */
            expiresAt: string;
            issuer: string;
            nonce: string;
        };
        PublishDelegationBody: {
            acts: ("ACCEPT" | "DECIDE" | "ISSUE")[];
            id: string;
            items: string[];
            legalGround: string;
            /**
             * Format: date-time
             * @description UTC with milliseconds.
             */
            revokedAt?: string;
            sample?: boolean;
            /** @description GB/T 2260 region code. */
            to: string;
            /**
             * Format: date-time
             * @description UTC with milliseconds.
             */
            validFrom: string;
            /**
             * Format: date-time
             * @description UTC with milliseconds.
             */
            validUntil: string;
        };
        QueueEntries: {
            items: components["schemas"]["QueueEntry"][];
            page: number;
            pageSize: number;
            total: number;
        };
        QueueEntry: {
            acts: {
                /** @enum {string} */
                act: "RESEND" | "REAPPLY" | "RETURN" | "SETTLE";
                allowed: boolean;
                why: string | null;
                zh: string;
            }[];
            caseNo: string | null;
            /** Format: date-time */
            changedAt: string;
            /** @enum {string} */
            direction: "in" | "out";
            history: {
                /** @enum {string} */
                act: "RESEND" | "REAPPLY" | "RETURN" | "SETTLE";
                /** Format: date-time */
                at: string;
                by: string | null;
                words: string;
                zh: string;
            }[];
            id: string;
            /** @enum {string} */
            kind: "kept" | "parked" | "broken" | "refused";
            number: number | null;
            partner: string;
            partnerName: string;
            reason: string | null;
            /** @enum {string} */
            state: "OPEN" | "WAITING" | "SETTLED";
            times: number;
            turn: string;
            what: string;
            /** @enum {string} */
            whose: "OURS" | "THEIRS" | "NOBODY";
        };
        Reason: {
            action: string;
            id: string;
            itemCode: string | null;
            savedBy: string;
            words: string;
        };
        ReasonRef: {
            id: string;
        };
        Reasons: components["schemas"]["Reason"][];
        ReceiptProof: {
            following: string[];
            headBefore: string;
            n: number;
            /** @description GB/T 2260 region code. */
            partner: string;
            receipt: string;
        };
        ReceivePapersBody: {
            note?: string;
            sheets: number;
        };
        RecordExportBody: {
            filters: string;
            /** @enum {string} */
            format: "csv" | "xlsx";
            person: boolean;
        };
        Recount: {
            behind: number;
        };
        RefuseCaseBody: {
            /** @enum {string} */
            act: "NOT_ACCEPTED" | "NOT_REQUIRED";
            competentAuthority?: string;
            legalGround: string;
            reason: string;
        };
        ReissuePickupCodeBody: {
            certificateTail: string;
            /** @enum {string} */
            identityMethod: "FACE_AND_CARD" | "CARD_READER" | "DOCUMENT_SEEN";
        };
        ReleasePartnerBody: {
            reason: string;
        };
        RemoveViewBody: {
            name: string;
        };
        ReplyCardBody: {
            words: string;
        };
        RequestCorrectionBody: {
            defects: components["schemas"]["DefectFound"][];
        };
        RequestStandingEndBody: {
            reason: string;
        };
        RequestWithdrawalBody: {
            reason: string;
        };
        RerouteCaseBody: {
            itemCode: string;
            itemVersion?: number;
            reason: string;
            /** @description GB/T 2260 region code. */
            toCity: string;
        };
        ReturnCaseBody: {
            reason: string;
        };
        Reviewer: {
            disabled: boolean;
            displayName: string;
            unit: string | null;
            username: string;
        };
        Reviewers: components["schemas"]["Reviewer"][];
        ReviewQueue: {
            /** @description In the whole queue, however it is narrowed. */
            free: number;
            /** @description True: there are more than `free`, which is counted no further. */
            freeIsLowerBound: boolean;
            items: components["schemas"]["CaseSummary"][];
            /** @description In the whole queue, however it is narrowed. */
            mine: number;
            mineIsLowerBound: boolean;
            /** @description Sent back as `cursor`, with the same filters, for the part behind this. */
            next: string | null;
            /** @description Of what was asked for, with its filters. */
            total: number;
            totalIsLowerBound: boolean;
        };
        RevokeCaseBody: {
            legalGround: string;
            reason: string;
        };
        RuleCondition: {
            atLeast?: number;
            atMost?: number;
            field: string;
            oneOf?: string[];
        };
        SampleCaseBody: {
            /** @enum {string} */
            act: "PASSED" | "ISSUE_FOUND";
            finding: string;
        };
        SaveDraftBody: {
            content: string;
            kind: string;
            label: string;
            version: number;
        };
        SavedViews: {
            address: string;
            name: string;
        }[];
        SaveHallBody: {
            disabled?: boolean;
            name: string;
        };
        SaveReasonBody: {
            action: string;
            itemCode?: string;
            words: string;
        };
        SaveUnitBody: {
            department?: string;
            disabled?: boolean;
            name: string;
        };
        SaveViewBody: {
            address: string;
            name: string;
        };
        SaveWindowBody: {
            disabled?: boolean;
            hallId: string;
            /** @enum {string} */
            kind: "DEDICATED" | "INTEGRATED" | "PICKUP";
            name: string;
            unitId?: string;
        };
        SearchCasesBody: {
            applicantName?: string;
            /** @enum {string} */
            card?: "ANY" | "WARNING" | "YELLOW" | "RED";
            /** @description Case number with its check character. */
            caseNo?: string;
            caseNoPrefix?: string;
            certificateNo?: string;
            /** @enum {string} */
            claimed?: "me" | "none";
            /** Format: date */
            collectedFrom?: string;
            /** Format: date */
            collectedUntil?: string;
            cursor?: string;
            /** @enum {string} */
            due?: "OVERDUE" | "DUE_SOON" | "RUNNING";
            /** @enum {string} */
            group?: "UNDERWAY" | "CORRECTING" | "DELIVERING" | "ENDED";
            itemCode?: string;
            /** @enum {string} */
            mode?: "DIRECT" | "ONLINE" | "PROXY_COLLECT" | "DELEGATED" | "JOINT";
            page?: number;
            pageSize?: number;
            /** @description GB/T 2260 region code. */
            partner?: string;
            /** @enum {string} */
            role?: "collecting" | "home" | "pickup";
            /** @enum {string} */
            scope?: "mine" | "window" | "unit";
            /** @enum {string} */
            status?: "COLLECTED" | "FORWARDED" | "RECEIVED" | "CORRECTION" | "DISPUTED" | "ACCEPTED" | "SUSPENDED" | "NOT_ACCEPTED" | "NOT_REQUIRED" | "RETURNED" | "WITHDRAWN" | "CORRECTION_LAPSED" | "DEFERRAL_LAPSED" | "APPROVED" | "REJECTED" | "ISSUED" | "READY_FOR_PICKUP" | "PICKED_UP" | "REVOKED" | "JOINT_HANDLING" | "JOINT_DONE" | "JOINT_PARTIAL" | "JOINT_ABORTED";
        };
        SendPapersBody: {
            note?: string;
            sheets: number;
        };
        ServedCities: {
            city: string;
            name: string;
            providerLabel: string | null;
        }[];
        Session: {
            /** Format: date-time */
            expiresAt: string;
            token: string;
            user: components["schemas"]["User"];
        };
        SetDeputyBody: {
            absent: string;
            deputy: string;
            /** Format: date */
            from: string;
            /** Format: date */
            until: string;
        };
        SetThresholdsBody: {
            /** @enum {string} */
            leg: "window" | "home-review" | "special-procedure" | "making" | "pickup";
            replyWithinWorkingDays: number;
            warnDaysLeft: number;
            warnUsedPercent: number;
        };
        SettleJurisdictionBody: {
            reason: string;
            settledBy: string;
        };
        SettleRecordBody: {
            reason: string;
        };
        Shelf: {
            counts: {
                ARRIVED: number;
                DUE_SOON: number;
                OVER: number;
                RETURNED: number;
                SHELVED: number;
            };
            items: components["schemas"]["ShelfEntry"][];
            page: number;
            pageSize: number;
            total: number;
        };
        ShelfEntry: {
            /** Format: date-time */
            arrivedAt: string | null;
            caseNo: string;
            daysLeft: number | null;
            daysOnShelf: number | null;
            homeCity: string;
            homeCityName: string;
            /** @description It came back from a shelf before. */
            instructedAgain: boolean;
            /** @description Too many wrong codes: a new one has to be issued. */
            locked: boolean;
            pointId: string | null;
            pointName: string | null;
            recipientMasked: string | null;
            resultName: string | null;
            /** @description Sent back as If-Match with an act on the case. */
            revision: string;
            /** Format: date-time */
            shelfUntil: string | null;
            /** Format: date-time */
            shelvedAt: string | null;
            /** @enum {string} */
            state: "ARRIVED" | "SHELVED" | "DUE_SOON" | "OVER" | "RETURNED";
        };
        ShelveResultBody: {
            shelfDays?: number;
        };
        SignedOut: {
            continueAt: string | null;
        };
        SignInBody: {
            /** @description GB/T 2260 region code. */
            city: string;
            password: string;
            username: string;
        };
        SignInByProviderBody: {
            /** @description GB/T 2260 region code. */
            city: string;
            idToken: string;
        };
        SpecialProcedure: {
            /** @enum {string} */
            kind: "HEARING" | "INSPECTION" | "TEST" | "EXPERT_REVIEW" | "PUBLIC_NOTICE";
            maxWorkingDays: number;
        };
        Standing: {
            caseNo: string;
            executions: {
                amountYuan: number;
                /** Format: date-time */
                at: string;
                month: string;
                note: string | null;
            }[];
            /** Format: date */
            nextOn: string | null;
            order: {
                ceilingYuan: number;
                dayOfMonth: number;
                from: string;
                until: string;
            } | null;
            /** @enum {string} */
            state: "NONE" | "RUNNING" | "END_REQUESTED" | "ENDED";
            stateZh: string;
        };
        StandingTerms: {
            maxMonths: number;
            payment: boolean;
        };
        StartInspectionsBody: {
            cases: components["schemas"]["BatchCase"][];
            label: string;
            reason: string;
            workingDays: number;
        };
        StartProcedureBody: {
            /** @enum {string} */
            kind: "HEARING" | "INSPECTION" | "TEST" | "EXPERT_REVIEW" | "PUBLIC_NOTICE";
            reason: string;
            workingDays: number;
        };
        Statement: {
            /** Format: date-time */
            at: string;
            daily: boolean;
            firstDifference: {
                /** @enum {string} */
                direction: "out" | "in";
                number: number;
            } | null;
            inNumber: number;
            outNumber: number;
            partner: string;
            /** @enum {string} */
            result: "EQUAL" | "DIFFERS" | "NOT_YET";
            signed: string;
        };
        Statements: components["schemas"]["Statement"][];
        Step: {
            action: string;
            /** Format: date-time */
            at: string | null;
            city: string;
            cityName: string;
            /** @enum {string} */
            state: "DONE" | "NOW" | "LATER";
            zh: string;
        };
        StuckMessage: {
            /** Format: date-time */
            changedAt: string;
            /** @enum {string} */
            direction: "out" | "in";
            lane: string | null;
            number: number;
            /** @enum {string} */
            outcome: "kept" | "parked" | "broken";
            partner: string;
            reason: string | null;
        };
        StuckMessageList: {
            items: components["schemas"]["StuckMessage"][];
            page: number;
            pageSize: number;
            total: number;
        };
        SupplyCorrectionBody: {
            form: {
                [key: string]: string | number;
            };
            materials: components["schemas"]["CollectedMaterial"][];
            note?: string;
        };
        SupplyDeferredBody: {
            materials: components["schemas"]["CollectedMaterial"][];
        };
        TakeBackCaseBody: {
            reason: string;
        };
        Threshold: {
            /** @enum {string} */
            leg: "window" | "home-review" | "special-procedure" | "making" | "pickup";
            legZh: string;
            replyWithinWorkingDays: number;
            warnDaysLeft: number;
            warnUsedPercent: number;
        };
        Thresholds: components["schemas"]["Threshold"][];
        TimeLimit: {
            amount: number;
            /** @enum {string} */
            unit: "WORKING_DAY" | "DAY" | "HOUR";
        };
        Timeline: {
            cards: components["schemas"]["Card"][];
            caseNo: string;
            city: string;
            cityName: string;
            clocks: components["schemas"]["Clock"][];
            /**
             * Format: date-time
             * @description 视为受理: since when silence counts as acceptance.
             */
            deemedAcceptedAt: string | null;
            entries: components["schemas"]["TimelineEntry"][];
            holder: {
                city: string | null;
                cityName: string | null;
                /** @enum {string} */
                holder: "window" | "link" | "home-review" | "applicant" | "special-procedure" | "making" | "transport" | "pickup" | "closed";
                holderZh: string;
            } | null;
            holders: {
                spans: {
                    city: string | null;
                    cityName: string | null;
                    /** Format: date-time */
                    from: string;
                    /** @enum {string} */
                    holder: "window" | "link" | "home-review" | "applicant" | "special-procedure" | "making" | "transport" | "pickup" | "closed";
                    holderZh: string;
                    /** Format: date-time */
                    to: string | null;
                    workingMinutes: number;
                }[];
                totals: {
                    /** @enum {string} */
                    holder: "window" | "link" | "home-review" | "applicant" | "special-procedure" | "making" | "transport" | "pickup" | "closed";
                    holderZh: string;
                    /** @description Minutes of office hours. */
                    workingMinutes: number;
                }[];
            };
            linkOutages: components["schemas"]["LinkOutage"][];
            /** @enum {string} */
            status: "COLLECTED" | "FORWARDED" | "RECEIVED" | "CORRECTION" | "DISPUTED" | "ACCEPTED" | "SUSPENDED" | "NOT_ACCEPTED" | "NOT_REQUIRED" | "RETURNED" | "WITHDRAWN" | "CORRECTION_LAPSED" | "DEFERRAL_LAPSED" | "APPROVED" | "REJECTED" | "ISSUED" | "READY_FOR_PICKUP" | "PICKED_UP" | "REVOKED" | "JOINT_HANDLING" | "JOINT_DONE" | "JOINT_PARTIAL" | "JOINT_ABORTED";
            statusZh: string;
        };
        TimelineEntry: {
            act: string | null;
            actor: string;
            /** Format: date-time */
            at: string;
            city: string;
            cityName: string;
            detail: string | null;
            effective: boolean;
            hash: string;
            /** @enum {string} */
            outcome: "applied" | "kept";
            seq: number;
            /** Format: date-time */
            storedAt: string;
            type: string;
            zh: string;
        };
        Upload: {
            /**
             * Format: date-time
             * @description Erased then unless a case names it.
             */
            expiresAt: string | null;
            file: components["schemas"]["UploadedFile"];
            id: string;
            name: string;
            /** @description Where the next PUT begins (Upload-Offset). */
            offset: number;
            /** @description Best length of one PUT, in bytes. */
            partBytes: number;
            percent: number;
            /** @description In bytes. */
            size: number;
            /** @enum {string} */
            state: "UPLOADING" | "COMPLETE" | "REFUSED";
        };
        /** @description Goes into `files` of a material as it is; null until the upload is complete. */
        UploadedFile: {
            id: string;
            /** @enum {string} */
            kind: "PDF" | "JPEG" | "PNG" | "OFD";
            name: string;
            root: string;
            sha256: string;
            /** @description In bytes. */
            size: number;
        } | null;
        UploadRef: {
            id: string;
        };
        User: {
            city: string;
            cityName: string;
            displayName: string;
            mustChangePassword: boolean;
            /** @enum {string} */
            role: "clerk" | "reviewer" | "pickup" | "supervisor" | "invited-supervisor" | "operator" | "administrator";
            username: string;
            windowId: string | null;
        };
        VerifyCommitmentBody: {
            /** @enum {string} */
            act: "PASSED" | "FAILED";
            finding: string;
        };
        WithdrawHereBody: {
            reason: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAdministrationRecords: {
        parameters: {
            query?: {
                page?: number;
                pageSize?: number;
                subject?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 管理操作记录 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdministrationRecords"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createUpload: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateUploadBody"];
            };
        };
        responses: {
            /** @description 开始上传附件 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 上传进度，续传从 offset 开始 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    discardUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 删除未使用的附件 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadRef"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    completeUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 完成上传：按内容识别类型并核对 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readUpload: {
        parameters: {
            query?: {
                /** @description With any value: to be saved, not shown. */
                download?: string;
            };
            header?: {
                /** @description One range of bytes. */
                Range?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 查看本人上传的附件 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/ofd": components["schemas"]["File"];
                    "application/pdf": components["schemas"]["File"];
                    "image/jpeg": components["schemas"]["File"];
                    "image/png": components["schemas"]["File"];
                };
            };
            /** @description 查看本人上传的附件：所请求的区间 */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/ofd": components["schemas"]["File"];
                    "application/pdf": components["schemas"]["File"];
                    "image/jpeg": components["schemas"]["File"];
                    "image/png": components["schemas"]["File"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendUpload: {
        parameters: {
            query?: never;
            header: {
                /** @description Where these bytes begin: `offset` of the upload. */
                "Upload-Offset": number;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": components["schemas"]["File"];
            };
        };
        responses: {
            /** @description 上传附件内容的一段 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acceptBatch: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptBatchBody"];
            };
        };
        responses: {
            /** @description 统一受理 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inspectBatch: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InspectBatchBody"];
            };
        };
        responses: {
            /** @description 统一勘验 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startInspections: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartInspectionsBody"];
            };
        };
        responses: {
            /** @description 统一启动现场勘验 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    issueBatch: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IssueBatchBody"];
            };
        };
        responses: {
            /** @description 统一发证 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    browserSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 当前登录人与自动退出时间 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrowserSession"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    browserSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInBody"];
            };
        };
        responses: {
            /** @description 已登录 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrowserSession"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    browserSignOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 已退出 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedOut"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    browserChangePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePasswordBody"];
            };
        };
        responses: {
            /** @description 口令已修改 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrowserSession"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    browserProviderSignIn: {
        parameters: {
            query?: {
                /** @description Path of the console to land on. */
                back?: string;
                /** @description City whose people sign in. */
                city?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    browserProviderCallback: {
        parameters: {
            query?: {
                /** @description As the provider sends it. */
                code?: string;
                /** @description As the provider sends it. */
                error?: string;
                /** @description As the provider sends it. */
                iss?: string;
                /** @description As the provider sends it. */
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    browserProviderRefusal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 没有未成功的登录 */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCalendar: {
        parameters: {
            query?: {
                city?: string;
                year?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 工作日历 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarYears"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importCalendar: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportCalendarBody"];
            };
        };
        responses: {
            /** @description 导入一年的工作日历，重新计算期限 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarYear"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCases: {
        parameters: {
            query?: {
                card?: "ANY" | "WARNING" | "YELLOW" | "RED";
                caseNo?: string;
                caseNoPrefix?: string;
                claimed?: "me" | "none";
                collectedFrom?: string;
                collectedUntil?: string;
                cursor?: string;
                due?: "OVERDUE" | "DUE_SOON" | "RUNNING";
                group?: "UNDERWAY" | "CORRECTING" | "DELIVERING" | "ENDED";
                itemCode?: string;
                mode?: "DIRECT" | "ONLINE" | "PROXY_COLLECT" | "DELEGATED" | "JOINT";
                page?: number;
                pageSize?: number;
                partner?: string;
                role?: "collecting" | "home" | "pickup";
                scope?: "mine" | "window" | "unit";
                status?: "COLLECTED" | "FORWARDED" | "RECEIVED" | "CORRECTION" | "DISPUTED" | "ACCEPTED" | "SUSPENDED" | "NOT_ACCEPTED" | "NOT_REQUIRED" | "RETURNED" | "WITHDRAWN" | "CORRECTION_LAPSED" | "DEFERRAL_LAPSED" | "APPROVED" | "REJECTED" | "ISSUED" | "READY_FOR_PICKUP" | "PICKED_UP" | "REVOKED" | "JOINT_HANDLING" | "JOINT_DONE" | "JOINT_PARTIAL" | "JOINT_ABORTED";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 办件列表 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseList"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    collectCase: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CollectCaseBody"];
            };
        };
        responses: {
            /** @description 收件 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CollectedCase"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 办件详情 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acceptCase: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptCaseBody"];
            };
        };
        responses: {
            /** @description 受理 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    caseAttachments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 办件的附件及其所在 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attachments"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readAttachment: {
        parameters: {
            query?: {
                /** @description With any value: to be saved, not shown. */
                download?: string;
            };
            header?: {
                /** @description One range of bytes. */
                Range?: string;
            };
            path: {
                caseNo: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 查看办件的附件 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/ofd": components["schemas"]["File"];
                    "application/pdf": components["schemas"]["File"];
                    "image/jpeg": components["schemas"]["File"];
                    "image/png": components["schemas"]["File"];
                };
            };
            /** @description 查看办件的附件：所请求的区间 */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/ofd": components["schemas"]["File"];
                    "application/pdf": components["schemas"]["File"];
                    "image/jpeg": components["schemas"]["File"];
                    "image/png": components["schemas"]["File"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    appealCard: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                cardId: string;
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppealCardBody"];
            };
        };
        responses: {
            /** @description 监察申诉 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelCard: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                cardId: string;
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelCardBody"];
            };
        };
        responses: {
            /** @description 监察撤销 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replyCard: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                cardId: string;
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplyCardBody"];
            };
        };
        responses: {
            /** @description 监察回复 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    claimCase: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 领办 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claim"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    handBackCase: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 退回领办，督查人员可以释放 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claim"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCloseCodes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 办结结果在其他平台的代码对照 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloseCodes"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyCommitment: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifyCommitmentBody"];
            };
        };
        responses: {
            /** @description 承诺核查 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acceptConditionally: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptConditionallyBody"];
            };
        };
        responses: {
            /** @description 容缺受理 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    supplyCorrection: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SupplyCorrectionBody"];
            };
        };
        responses: {
            /** @description 提交补正，只需变更和补充的内容 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    lapseCorrection: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LapseCorrectionBody"];
            };
        };
        responses: {
            /** @description 逾期未补正终止，以收件地签名答复为据 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestCorrection: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestCorrectionBody"];
            };
        };
        responses: {
            /** @description 补正告知，一次列出全部内容 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decideCase: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideCaseBody"];
            };
        };
        responses: {
            /** @description 作出决定 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    lapseDeferral: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LapseDeferralBody"];
            };
        };
        responses: {
            /** @description 容缺材料逾期未补终止 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    supplyDeferred: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SupplyDeferredBody"];
            };
        };
        responses: {
            /** @description 补交容缺材料 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    caseEvidence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 办件证据包，可离线核验 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evidence"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    evidenceVerdict: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 证据包及其核验结论 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceVerdict"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    extendCase: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExtendCaseBody"];
            };
        };
        responses: {
            /** @description 延期一次 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    forwardCase: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 转递 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    handOver: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandOverBody"];
            };
        };
        responses: {
            /** @description 核验身份并交付结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    instructAgain: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InstructAgainBody"];
            };
        };
        responses: {
            /** @description 退回的结果重新指示交付 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getJointCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 联办进度：各地分件、依赖关系与期限 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Joint"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    disputeJurisdiction: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DisputeJurisdictionBody"];
            };
        };
        responses: {
            /** @description 管辖异议 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    settleJurisdiction: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettleJurisdictionBody"];
            };
        };
        responses: {
            /** @description 上级协调后确认管辖 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    caseNotices: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 办件文书列表 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notices"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    caseNotice: {
        parameters: {
            query?: {
                number?: string;
            };
            header?: never;
            path: {
                caseNo: string;
                kind: "RECEIPT" | "CORRECTION_NOTICE" | "ACCEPTANCE_NOTICE" | "CONDITIONAL_ACCEPTANCE_NOTICE" | "NON_ACCEPTANCE_DECISION" | "NOT_REQUIRED_NOTICE" | "PROCEDURE_NOTICE" | "EXTENSION_NOTICE" | "RETURN_NOTICE" | "LAPSE_NOTICE" | "WITHDRAWAL_CONFIRMATION" | "WITHDRAWAL_REFUSAL" | "APPROVAL_DECISION" | "REJECTION_DECISION" | "REVOCATION_DECISION" | "DELIVERY_RECEIPT";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一份文书及其与签名记录的核对 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notice"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    noticePage: {
        parameters: {
            query?: {
                number?: string;
            };
            header?: never;
            path: {
                caseNo: string;
                kind: "RECEIPT" | "CORRECTION_NOTICE" | "ACCEPTANCE_NOTICE" | "CONDITIONAL_ACCEPTANCE_NOTICE" | "NON_ACCEPTANCE_DECISION" | "NOT_REQUIRED_NOTICE" | "PROCEDURE_NOTICE" | "EXTENSION_NOTICE" | "RETURN_NOTICE" | "LAPSE_NOTICE" | "WITHDRAWAL_CONFIRMATION" | "WITHDRAWAL_REFUSAL" | "APPROVAL_DECISION" | "REJECTION_DECISION" | "REVOCATION_DECISION" | "DELIVERY_RECEIPT";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 文书网页，可直接打印 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    noticePdf: {
        parameters: {
            query?: {
                number?: string;
            };
            header?: never;
            path: {
                caseNo: string;
                kind: "RECEIPT" | "CORRECTION_NOTICE" | "ACCEPTANCE_NOTICE" | "CONDITIONAL_ACCEPTANCE_NOTICE" | "NON_ACCEPTANCE_DECISION" | "NOT_REQUIRED_NOTICE" | "PROCEDURE_NOTICE" | "EXTENSION_NOTICE" | "RETURN_NOTICE" | "LAPSE_NOTICE" | "WITHDRAWAL_CONFIRMATION" | "WITHDRAWAL_REFUSAL" | "APPROVAL_DECISION" | "REJECTION_DECISION" | "REVOCATION_DECISION" | "DELIVERY_RECEIPT";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 文书 PDF */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    caseOpinions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 已签署的承办、审核意见 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Opinions"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    noteOpinion: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteOpinionBody"];
            };
        };
        responses: {
            /** @description 签署承办或审核意见 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendPapers: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendPapersBody"];
            };
        };
        responses: {
            /** @description 登记纸质材料寄出 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    receivePapers: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReceivePapersBody"];
            };
        };
        responses: {
            /** @description 签收纸质材料 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reissuePickupCode: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReissuePickupCodeBody"];
            };
        };
        responses: {
            /** @description 核验身份后重发取件码 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PickupCode"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postResult: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostResultBody"];
            };
        };
        responses: {
            /** @description 退回的结果改为寄送 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endProcedure: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndProcedureBody"];
            };
        };
        responses: {
            /** @description 结束特别程序 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startProcedure: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartProcedureBody"];
            };
        };
        responses: {
            /** @description 启动特别程序 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approveOnPromise: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApproveOnPromiseBody"];
            };
        };
        responses: {
            /** @description 告知承诺准予 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    disputeRecord: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DisputeRecordBody"];
            };
        };
        responses: {
            /** @description 属地对直接办理的记录提出异议 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    settleRecord: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettleRecordBody"];
            };
        };
        responses: {
            /** @description 了结备案异议 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refuseCase: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefuseCaseBody"];
            };
        };
        responses: {
            /** @description 不予受理或不受理 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rerouteCase: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RerouteCaseBody"];
            };
        };
        responses: {
            /** @description 转办至有管辖权的城市 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    issueResult: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IssueResultBody"];
            };
        };
        responses: {
            /** @description 结果出证 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    returnCase: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReturnCaseBody"];
            };
        };
        responses: {
            /** @description 受理前退件 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeCase: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevokeCaseBody"];
            };
        };
        responses: {
            /** @description 撤销已作出的决定 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sampleCase: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SampleCaseBody"];
            };
        };
        responses: {
            /** @description 属地抽查授权委托办件 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shelveResult: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShelveResultBody"];
            };
        };
        responses: {
            /** @description 上架待领，生成取件码 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PickupCode"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStanding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 按月委托的执行情况 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Standing"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approveStanding: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApproveStandingBody"];
            };
        };
        responses: {
            /** @description 准予按月委托：一次批准，按月执行 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endStanding: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndStandingBody"];
            };
        };
        responses: {
            /** @description 终止委托 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestStandingEnd: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestStandingEndBody"];
            };
        };
        responses: {
            /** @description 申请终止委托 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    takeBackCase: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TakeBackCaseBody"];
            };
        };
        responses: {
            /** @description 属地收回授权委托办件 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    caseTimeline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 办件全程记录 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Timeline"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unshelveResult: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 逾期未领退回 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawHere: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithdrawHereBody"];
            };
        };
        responses: {
            /** @description 窗口撤回尚未转递的申请 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerWithdrawal: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerWithdrawalBody"];
            };
        };
        responses: {
            /** @description 同意或不同意撤回 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestWithdrawal: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
                /** @description Revision of the case that the screen showed. */
                "If-Match": string;
            };
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestWithdrawalBody"];
            };
        };
        responses: {
            /** @description 向属地申请撤回 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recordExport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordExportBody"];
            };
        };
        responses: {
            /** @description 登记一次列表导出 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportRecord"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportCsv: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchCasesBody"];
            };
        };
        responses: {
            /** @description 导出办件列表（CSV） */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportXlsx: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchCasesBody"];
            };
        };
        responses: {
            /** @description 导出办件列表（XLSX） */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    searchCases: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchCasesBody"];
            };
        };
        responses: {
            /** @description 按证件号码或姓名查找办件 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseList"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 协作城市 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cities"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDelegations: {
        parameters: {
            query?: {
                city?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 授权委托 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delegations"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    publishDelegation: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishDelegationBody"];
            };
        };
        responses: {
            /** @description 发布授权委托；同一编号的后一份取代前一份 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delegation"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDeputies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description AB 岗 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deputies"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setDeputy: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetDeputyBody"];
            };
        };
        responses: {
            /** @description 设置 AB 岗 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deputy"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReviewers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 可安排 AB 岗的审批人员 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reviewers"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDrafts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 我的草稿 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Drafts"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                draftId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 打开草稿 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                draftId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveDraftBody"];
            };
        };
        responses: {
            /** @description 保存草稿 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftSummary"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    discardDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                draftId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 删除草稿 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Drafts"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveHall: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveHallBody"];
            };
        };
        responses: {
            /** @description 建立或修改大厅 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Places"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listItems: {
        parameters: {
            query?: {
                homeCity?: string;
                page?: number;
                pageSize?: number;
                query?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 事项清单 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemList"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getItem: {
        parameters: {
            query?: {
                version?: number;
            };
            header?: never;
            path: {
                homeCity: string;
                itemCode: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 事项详情：材料、表单、时限 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Item"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    itemVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                homeCity: string;
                itemCode: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 事项各版本及差异 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemVersions"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    collectJointCase: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CollectJointCaseBody"];
            };
        };
        responses: {
            /** @description 联办收件：一次收件，各地分件按联办方案自动启动 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CollectedCase"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 密钥有效期 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Keys"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events `cases` with `{"cases":[…]}` and `links` with `{"links":[…]}`, as far as the role may know them: numbers of cases that changed, cities whose link did. `look`: something was missed, ask again for all that is shown. `beat` comes every 15 s. With `Last-Event-ID`, or `?after=`, what was missed is told first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listQueue: {
        parameters: {
            query?: {
                page?: number;
                pageSize?: number;
                partner?: string;
                state?: "OPEN" | "WAITING" | "SETTLED";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 消息处置队列 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueEntries"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    actOnMessage: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActOnMessageBody"];
            };
        };
        responses: {
            /** @description 处置一条消息：重发、重新办理、退回或办结 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueEntry"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMessages: {
        parameters: {
            query?: {
                outcome?: "kept" | "parked" | "broken";
                page?: number;
                pageSize?: number;
                partner?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 滞留的消息 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StuckMessageList"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    nodeHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 本市节点运行状况与告警 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeHealth"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPartners: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 协作城市链路 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Partners"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    holdPartner: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path: {
                partner: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HoldPartnerBody"];
            };
        };
        responses: {
            /** @description 暂停向协作城市转递，到预计时间自动恢复 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Partners"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listHolds: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                partner: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 暂停转递的记录 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkHolds"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    probePartner: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path: {
                partner: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 探测协作城市，比对双方链路编号 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Probe"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    releasePartner: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path: {
                partner: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReleasePartnerBody"];
            };
        };
        responses: {
            /** @description 由备份恢复后，确认不再等待协作城市核对 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Partners"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumePartner: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path: {
                partner: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 恢复向协作城市转递 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Partners"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listStatements: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                partner: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 对账记录 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statements"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    makeStatement: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path: {
                partner: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 与协作城市对账 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPeople: {
        parameters: {
            query?: {
                page?: number;
                pageSize?: number;
                query?: string;
                role?: "clerk" | "reviewer" | "pickup" | "supervisor" | "invited-supervisor" | "operator" | "administrator";
                state?: "enabled" | "disabled";
                unitId?: string;
                windowId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 人员 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["People"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createPerson: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreatePersonBody"];
            };
        };
        responses: {
            /** @description 新建账号，临时口令只显示一次 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonWithPassword"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePerson: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path: {
                username: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePersonBody"];
            };
        };
        responses: {
            /** @description 修改姓名、岗位、窗口、部门 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    disablePerson: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path: {
                username: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DisablePersonBody"];
            };
        };
        responses: {
            /** @description 停用账号 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enablePerson: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path: {
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 启用账号 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path: {
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 重置口令，临时口令只显示一次 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonWithPassword"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importPeople: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportPeopleBody"];
            };
        };
        responses: {
            /** @description 批量导入人员，可先试运行 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPickupPoints: {
        parameters: {
            query?: {
                city?: string;
                lat?: number;
                lon?: number;
                page?: number;
                pageSize?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 领取点 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PickupPointList"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPlaces: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 大厅、窗口、部门 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Places"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    precheckItem: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PrecheckItemBody"];
            };
        };
        responses: {
            /** @description 收件前可办性检查 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Precheck"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReviewQueue: {
        parameters: {
            query: {
                collectingCity?: string;
                cursor?: string;
                itemCode?: string;
                of: "free" | "mine";
                pageSize?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 审批队列 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewQueue"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReasons: {
        parameters: {
            query: {
                action: string;
                itemCode?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 理由库 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reasons"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveReason: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveReasonBody"];
            };
        };
        responses: {
            /** @description 保存常用理由 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reasons"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeReason: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeReasonBody"];
            };
        };
        responses: {
            /** @description 修改自己保存的常用理由 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reasons"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeReason: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 删除自己保存的常用理由 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReasonRef"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    whoAmI: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 当前登录人 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInBody"];
            };
        };
        responses: {
            /** @description 登录 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    servedCities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 可登录的城市 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServedCities"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 退出登录 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndedSession"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePasswordBody"];
            };
        };
        responses: {
            /** @description 修改自己的口令 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signInByProvider: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInByProviderBody"];
            };
        };
        responses: {
            /** @description 凭统一身份认证平台签发的登录凭证登录 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    beginProviderSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BeginProviderSignInBody"];
            };
        };
        responses: {
            /** @description 开始统一身份认证登录：取得本次登录的随机数 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderNonce"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refreshToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 延长登录 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listShelf: {
        parameters: {
            query?: {
                page?: number;
                pageSize?: number;
                pointId?: string;
                state?: "ARRIVED" | "SHELVED" | "DUE_SOON" | "OVER" | "RETURNED";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 待领架 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shelf"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    findByPickupCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FindByPickupCodeBody"];
            };
        };
        responses: {
            /** @description 凭取件码查找待领结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PickupMatches"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCards: {
        parameters: {
            query?: {
                caseNo?: string;
                city?: string;
                leg?: "window" | "home-review" | "special-procedure" | "making" | "pickup";
                level?: "WARNING" | "YELLOW" | "RED";
                page?: number;
                pageSize?: number;
                state?: "OPEN" | "PASSED" | "REPLIED" | "APPEALED" | "CANCELLED";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 电子监察列表 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cards"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFigures: {
        parameters: {
            query: {
                by: "all" | "day" | "month" | "pair" | "item" | "mode" | "desk";
                collecting?: string;
                from: string;
                home?: string;
                itemCode?: string;
                mode?: "DIRECT" | "ONLINE" | "PROXY_COLLECT" | "DELEGATED" | "JOINT";
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 监督统计：按城市对、事项、方式、窗口或时间汇总 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Figures"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    figuresSheet: {
        parameters: {
            query: {
                by: "all" | "day" | "month" | "pair" | "item" | "mode" | "desk";
                collecting?: string;
                from: string;
                home?: string;
                itemCode?: string;
                mode?: "DIRECT" | "ONLINE" | "PROXY_COLLECT" | "DELEGATED" | "JOINT";
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 监督统计表格 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOpenCases: {
        parameters: {
            query: {
                collecting?: string;
                home?: string;
                itemCode?: string;
                mode?: "DIRECT" | "ONLINE" | "PROXY_COLLECT" | "DELEGATED" | "JOINT";
                page?: number;
                pageSize?: number;
                state: "OPEN" | "DUE_SOON" | "OVERDUE";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 统计背后的在办件，不含个人信息 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenCases"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recountFigures: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 由办件记录重新统计 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recount"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    figuresReport: {
        parameters: {
            query: {
                by: "all" | "day" | "month" | "pair" | "item" | "mode" | "desk";
                collecting?: string;
                from: string;
                home?: string;
                itemCode?: string;
                mode?: "DIRECT" | "ONLINE" | "PROXY_COLLECT" | "DELEGATED" | "JOINT";
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 监督统计报告 PDF */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listThresholds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 监察阈值 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Thresholds"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setThresholds: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetThresholdsBody"];
            };
        };
        responses: {
            /** @description 设置一个环节的监察阈值 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Thresholds"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveUnit: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveUnitBody"];
            };
        };
        responses: {
            /** @description 建立或修改部门 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Places"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listViews: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 我的常用视图 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedViews"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveView: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveViewBody"];
            };
        };
        responses: {
            /** @description 保存常用视图 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedViews"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeView: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemoveViewBody"];
            };
        };
        responses: {
            /** @description 删除常用视图 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedViews"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveWindow: {
        parameters: {
            query?: never;
            header: {
                /** @description Made by the client, the same for every repetition. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveWindowBody"];
            };
        };
        responses: {
            /** @description 建立或修改窗口 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Places"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
