#include "document/mailroom/flow.h"

#include <string.h>

/* Scales are tried from that of the letter's kind down, and the first at which every block stands
 * is taken. A block stands whole in an area or moves on whole to the next. Where the template
 * allows it, the second language goes without readings rather than a letter without a sheet: the
 * scales behind the last are the same ones once more, bare. */

/* Letters of one kind: the same sentences in the same places, but for names and numbers. */
struct flow_kind {
	const char *name;
	size_t step; /* see steps_of */
	struct flow_kind *next;
};

/* ---- filling the areas ---- */

/* Puts one block where there is room, from the present area on; `gap` is what it wants above it.
 * False when the last area is full. */
static bool stand_block(struct layout *layout, struct flow *flow,
	const struct template_element *element, double gap, bool loose)
{
	struct placed *placed = NULL;
	double width = 0;
	for (;; flow->area++, flow->y = 0) {
		if (flow->area >= flow->plan->area_count)
			return false;
		const struct template_area *area = &flow->plan->areas[flow->area];
		if (placed == NULL || area->width != width)
			placed = layout_measure(layout, element, area->width);
		if (placed == NULL)
			return true;
		width = area->width;
		double above = flow->y > 0 ? gap + element->before : 0;
		if (flow->y + above + placed->height > area->height)
			continue;
		flow->blocks = arena_grow(layout->filling.arena, flow->blocks, flow->count, 1,
			&flow->capacity, sizeof *flow->blocks);
		flow->blocks[flow->count++] = (struct standing){
			.placed = placed, .area = flow->area, .gap = above, .loose = loose};
		flow->y += above + placed->height;
		return true;
	}
}

/* Puts the blocks into the areas at one scale; false when the last one is full. */
static bool fill_areas(struct layout *layout, struct flow *flow)
{
	const struct template_flow *plan = flow->plan;
	flow->count = flow->area = 0;
	flow->y = 0;
	flow->left = NULL;
	for (size_t i = 0; i < plan->block_count && flow->left == NULL; i++) {
		const struct template_element *element = &plan->blocks[i];
		if (!condition_holds(&element->when, layout->filling.facts))
			continue;
		if (element->area > flow->area) {
			flow->area = element->area;
			flow->y = 0;
		}
		if (!element->split && !stand_block(layout, flow, element, plan->gap, true))
			flow->left = element;
		for (size_t k = 0; element->split && flow->left == NULL && k < element->child_count;
			k++)
			if (!stand_block(layout, flow, &element->children[k],
				    k == 0 ? plan->gap : element->gap, k == 0))
				flow->left = &element->children[k];
	}
	return flow->left == NULL;
}

/* The height of one that found no place, and of all behind it. */
static double height_from(struct layout *layout, const struct template_flow *plan,
	const struct template_element *left)
{
	double width = plan->areas[plan->area_count - 1].width, height = 0;
	bool reached = false;
	for (size_t i = 0; i < plan->block_count; i++) {
		const struct template_element *block = &plan->blocks[i];
		size_t parts = block->split ? block->child_count : 1;
		for (size_t k = 0; k < parts; k++) {
			const struct template_element *part =
				block->split ? &block->children[k] : block;
			reached = reached || part == left;
			const struct placed *placed =
				reached && condition_holds(&block->when, layout->filling.facts)
					? layout_measure(layout, part, width)
					: NULL;
			height += placed == NULL ? 0 : placed->height;
		}
	}
	return height;
}

/* What the area leaves, shared among its gaps. */
static double gap_spread(const struct flow *flow, size_t area)
{
	double used = 0;
	size_t gaps = 0;
	for (size_t i = 0; i < flow->count; i++) {
		if (flow->blocks[i].area != area)
			continue;
		used += flow->blocks[i].gap + flow->blocks[i].placed->height;
		gaps += flow->blocks[i].gap > 0 && flow->blocks[i].loose ? 1 : 0;
	}
	if (gaps == 0)
		return 0;
	double each = (flow->plan->areas[area].height - used) / (double)gaps;
	return each < flow->plan->stretch ? each : flow->plan->stretch;
}

static void place_flow(struct flow *flow)
{
	for (size_t area = 0; area < flow->plan->area_count; area++) {
		double extra = gap_spread(flow, area);
		double y = flow->plan->areas[area].y;
		for (size_t i = 0; i < flow->count; i++) {
			struct standing *standing = &flow->blocks[i];
			if (standing->area != area)
				continue;
			y += standing->gap + (standing->gap > 0 && standing->loose ? extra : 0);
			standing->placed->x = flow->plan->areas[area].x;
			standing->placed->y = y;
			y += standing->placed->height;
		}
	}
}

/* ---- the scale ---- */

/* The scales with readings, then those without. */
static size_t steps_of(const struct template_flow *plan)
{
	return plan->scale_count * (plan->may_be_bare ? 2 : 1);
}

static void take_step(struct layout *layout, const struct template_flow *plan, size_t step)
{
	layout->scale = plan->scales[step % plan->scale_count];
	layout->bare = step >= plan->scale_count;
}

static bool fill_at(struct layout *layout, size_t step, struct flow *flow)
{
	take_step(layout, flow->plan, step);
	return fill_areas(layout, flow) || layout->failed;
}

/* From this step on, the first at which everything fits; steps_of if none. */
static size_t fitting_step(struct layout *layout, size_t step, struct flow *flow)
{
	while (step < steps_of(flow->plan) && !fill_at(layout, step, flow))
		step++;
	return step;
}

const char *flow_kind(const struct filling *filling)
{
	const struct notice *notice = filling->notice;
	const char *counter = notice->appointment.state == APPOINTMENT_STATE_NONE
				      ? ""
				      : notice->appointment.counter;
	const char *was = notice->was.state == APPOINTMENT_STATE_NONE ? "" : notice->was.counter;
	const char *name =
		arena_print(filling->arena, "%llx %s %s %d%s", (unsigned long long)filling->facts,
			filling->language->tag, counter, notice->was.state, was);
	for (size_t i = 0; i < notice->item_count; i++)
		name = arena_print(filling->arena, "%s %d%d%d%d", name, notice->items[i].matter,
			notice->items[i].wave, notice->items[i].outcome,
			notice->items[i].estimated);
	return name;
}

/* The same for one of usual words, among the steps from `least` to before `fits`, by halving: what
 * fits at a scale mostly fits at the next smaller one, and where it does not, its own letters are
 * tried from the one found on. */
static size_t usual_fitting_step(
	struct layout *layout, size_t least, size_t fits, struct flow *flow)
{
	while (least < fits) {
		size_t step = least + (fits - least) / 2;
		if (fill_at(layout, step, flow))
			fits = step;
		else
			least = step + 1;
	}
	return fits;
}

/* The kind's scale, with words of usual length and dates of two digits in their places. */
static size_t usual_step(struct layout *layout, const struct template_flow *plan)
{
	enum { DAY_OF_MANY_DIGITS = 21181 }; /* 2027-12-29, a Wednesday */
	struct filling own = layout->filling;
	struct notice notice = *own.notice;
	struct notice_item *items = arena_alloc(own.arena, notice.item_count * sizeof *items);
	struct flow flow = {.plan = plan};
	for (size_t i = 0; i < notice.item_count; i++) {
		items[i] = notice.items[i];
		items[i].expires = DAY_OF_MANY_DIGITS;
	}
	notice.items = items;
	notice.number = "00-000000-0";
	notice.recipient.name = notice.recipient.foreign ? "NGUYEN VAN THANH" : "春日井 太一郎";
	notice.appointment.day = DAY_OF_MANY_DIGITS;
	notice.appointment.starts = notice.appointment.ends = 10 * 60 + 30;
	notice.was.day = notice.appointment.day;
	notice.was.starts = notice.was.ends = notice.appointment.starts;
	layout->filling.notice = &notice;
	size_t step = usual_fitting_step(layout, 0, plan->scale_count, &flow);
	if (step == plan->scale_count)
		step = usual_fitting_step(layout, step, steps_of(plan), &flow);
	layout->filling = own;
	return step;
}

static size_t kind_step(
	struct layout *layout, const struct template_flow *plan, struct flow_scales *scales)
{
	const char *name = flow_kind(&layout->filling);
	for (const struct flow_kind *kind = scales->first; kind != NULL; kind = kind->next)
		if (strcmp(kind->name, name) == 0)
			return kind->step;
	struct flow_kind *kind = arena_alloc(scales->arena, sizeof *kind);
	*kind = (struct flow_kind){
		.name = arena_copy(scales->arena, name),
		.step = usual_step(layout, plan),
		.next = scales->first,
	};
	scales->first = kind;
	return kind->step;
}

/* The first flow whose condition holds, with its areas whose conditions do; NULL without either,
 * where they are not on as many sheets as the letter has, or where the layout does not say what its
 * voice code is to say. */
static const struct template_flow *plan_for(const struct filling *filling)
{
	const struct templates *templates = filling->templates;
	const struct template_flow *flow = NULL;
	for (size_t i = 0; i < templates->flow_count && flow == NULL; i++)
		if (condition_holds(&templates->flows[i].when, filling->facts))
			flow = &templates->flows[i];
	if (flow == NULL)
		return NULL;
	struct template_flow *plan = arena_alloc(filling->arena, sizeof *plan);
	struct template_area *areas = arena_alloc(filling->arena, flow->area_count * sizeof *areas);
	*plan = *flow;
	plan->areas = areas;
	plan->area_count = 0;
	for (size_t i = 0; i < flow->area_count; i++)
		if (condition_holds(&flow->areas[i].when, filling->facts))
			areas[plan->area_count++] = flow->areas[i];
	bool heard =
		filling->notice->recipient.format != FORMAT_VOICE || templates->saying_count > 0;
	bool whole = plan->area_count > 0 && heard &&
		     areas[plan->area_count - 1].sheet + 1 == notice_sheets(filling->notice);
	return whole ? plan : NULL;
}

bool flow_try(struct layout *layout, struct flow *flow)
{
	flow->plan = plan_for(&layout->filling);
	if (flow->plan == NULL)
		return false;
	if (!fill_at(layout, steps_of(flow->plan) - 1, flow))
		flow->lacking = height_from(layout, flow->plan, flow->left);
	return flow->left == NULL && !layout->failed;
}

/* Below the template's scales, in small steps. What has no room even so are measures of the layout
 * itself. */
static bool fill_cramped(struct layout *layout, struct flow *flow)
{
	static const double step = 0.95, least = 0.25;
	/* Whatever was tried before: nothing at all, where the kind is known to have no step. */
	take_step(layout, flow->plan, steps_of(flow->plan) - 1);
	while (layout->scale >= least) {
		layout->scale *= step;
		layout->relief *= step;
		if (fill_areas(layout, flow) || layout->failed)
			break;
	}
	return layout->scale >= least;
}

bool flow_fill(struct layout *layout, struct flow_scales *scales, bool promised, struct flow *flow)
{
	flow->plan = plan_for(&layout->filling);
	if (flow->plan == NULL)
		return false;
	size_t step = fitting_step(layout, kind_step(layout, flow->plan, scales), flow);
	flow->cramped = step == steps_of(flow->plan);
	if (flow->cramped && (!promised || !fill_cramped(layout, flow)))
		return false;
	if (layout->failed)
		return false;
	place_flow(flow);
	return true;
}
