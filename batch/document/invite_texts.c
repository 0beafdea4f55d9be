#include "document/invite_texts.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

static const struct invite_texts rows[] = {
	{
		.language = "ja",
		.summary = "市役所窓口の予約",
		.number = "お手紙でお知らせした窓口の予約です。通知番号: ",
		.bring = "お持ちいただくもの: お手紙の「お持ちいただくもの」に書いてあるもの。"
			 "お手紙もお持ちください。",
		.contact = "お問い合わせ・予約の変更: 電話 ",
		.later = "あとから新しいお手紙が届いたときは、新しいお手紙のほうが有効です。"
			 "この予定は自動では書き換わりません。"
			 "迷ったときは、お手紙とお電話での案内を優先してください。",
		.cancelled = "この予約は取り消されました。この日時にお越しになる必要はありません。",
		.deadline = "市役所窓口での手続きの期限",
	},
	{
		.language = "en",
		.summary = "Appointment at the city office",
		.number = "The counter appointment from our letter, notice number ",
		.bring = "What to bring: everything on the letter's list \"What to bring\", "
			 "and the letter.",
		.contact = "Questions or another time: telephone ",
		.later = "If a newer letter reaches you, the newer letter is the valid one. This "
			 "calendar entry does not update by itself. When in doubt, the letter and "
			 "what we tell you on the telephone count.",
		.cancelled = "This appointment has been cancelled. You need not come at this time.",
		.deadline = "Last day for a visit to the city office",
	},
	{
		.language = "zh-Hans",
		.summary = "市政府窗口预约",
		.number = "这是我们信中通知的窗口预约。通知编号: ",
		.bring = "所需物品: 信中“携带物品”一栏所列的全部物品,以及该信件。",
		.contact = "咨询或更改预约: 电话 ",
		.later = "如果之后收到新的信件,以新信件为准。本日程不会自动更新。"
			 "如有疑问,以信件和电话答复为准。",
		.cancelled = "此预约已取消。您无需在此时间前来。",
		.deadline = "到市政府窗口办理手续的期限",
	},
	{
		.language = "ko",
		.summary = "시청 창구 예약",
		.number = "보내 드린 편지에서 안내한 창구 예약입니다. 통지 번호: ",
		.bring = "가져오실 것: 편지의 '가져오실 것'에 적힌 것 모두와 편지.",
		.contact = "문의 및 예약 변경: 전화 ",
		.later =
			"나중에 새 편지가 도착하면 새 편지가 유효합니다. 이 일정은 자동으로 바뀌지 "
			"않습니다. 확실하지 않을 때는 편지와 전화 안내를 따라 주십시오.",
		.cancelled = "이 예약은 취소되었습니다. 이 시간에 오실 필요가 없습니다.",
		.deadline = "시청 창구 수속 기한",
	},
	{
		.language = "pt",
		.summary = "Atendimento na prefeitura",
		.number = "O atendimento marcado na nossa carta, aviso número ",
		.bring = "O que trazer: tudo o que está na lista \"O que trazer\" da carta, e a "
			 "carta.",
		.contact = "Dúvidas ou outro horário: telefone ",
		.later = "Se chegar uma carta mais nova, vale a mais nova. Este evento não se "
			 "atualiza sozinho. Em caso de dúvida, valem a carta e a informação por "
			 "telefone.",
		.cancelled = "Este atendimento foi cancelado. Não é preciso vir neste horário.",
		.deadline = "Último dia para o atendimento na prefeitura",
	},
	{
		.language = "es",
		.summary = "Cita en la municipalidad",
		.number = "La cita en ventanilla de nuestra carta, aviso número ",
		.bring =
			"Qué traer: todo lo que figura en la lista \"Qué traer\" de la carta, y la "
			"carta.",
		.contact = "Consultas o cambio de hora: teléfono ",
		.later = "Si recibe una carta más nueva, vale la más nueva. Este evento no se "
			 "actualiza solo. En caso de duda, valen la carta y lo que se le diga por "
			 "teléfono.",
		.cancelled = "Esta cita ha sido cancelada. No hace falta que venga a esta hora.",
		.deadline = "Último día para acudir a la municipalidad",
	},
	{
		.language = "vi",
		.summary = "Lịch hẹn tại tòa thị chính",
		.number = "Lịch hẹn tại quầy theo thư của chúng tôi, số thông báo ",
		.bring = "Những thứ cần mang: tất cả những gì ghi trong mục \"Những thứ cần mang\" "
			 "của thư, và lá thư đó.",
		.contact = "Hỏi đáp hoặc đổi giờ: điện thoại ",
		.later = "Nếu sau này có thư mới thì thư mới có hiệu lực. Sự kiện này không tự cập "
			 "nhật. Khi không chắc chắn, hãy theo thư và hướng dẫn qua điện thoại.",
		.cancelled = "Lịch hẹn này đã bị hủy. Quý vị không cần đến vào giờ này.",
		.deadline = "Hạn làm thủ tục tại tòa thị chính",
	},
};

enum { ROWS = sizeof rows / sizeof rows[0], JAPANESE = 0, ENGLISH = 1 };

/* Language tags compare without regard to case (RFC 5646, section 2.1.1). */
static bool same_primary(const char *left, const char *right)
{
	size_t length = strcspn(left, "-");
	return length > 0 && length == strcspn(right, "-") && strncasecmp(left, right, length) == 0;
}

static bool listed(const struct office *office, const char *language)
{
	for (size_t i = 0; i < office->language_count; i++)
		if (same_primary(office->languages[i].tag, language))
			return true;
	return false;
}

const struct invite_texts *invite_texts_for(const struct office *office, const char *language)
{
	if (language[0] == '\0')
		return &rows[JAPANESE];
	if (listed(office, language))
		for (size_t i = 0; i < ROWS; i++)
			if (same_primary(rows[i].language, language))
				return &rows[i];
	bool english = !same_primary(language, "ja") && listed(office, "en");
	return &rows[english ? ENGLISH : JAPANESE];
}
