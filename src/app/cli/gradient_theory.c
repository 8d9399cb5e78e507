// The rows of `actscope gradient` that need no networks.
#include <stdio.h>

#include "app/cli/gradient_request.h"
#include "network/mean_field.h"

// Prints a row for each activation: the fixed points of wide networks and how fast they are
// reached.
bool gradient_print_theory(const struct gradient_request *r, struct fault *fault)
{
    puts("activation,sigma_w,sigma_b,regime,q_star,chi_1,dV_dq,xi_q,xi_grad,slope_log10_per_layer,"
         "c_star,chi_c_star,xi_c" REMEDY_FIELDS);
    for (int k = 0; k < r->n; k++) {
        const struct mix_part *part = &r->columns[k].mix.parts[0];
        struct mean_field_net net = {.mix = &r->columns[k].mix, .remedy = r->settings.remedy};
        struct fixed_point p;
        if (!network_scales(&r->settings, net.mix, &net.sigma_w, &net.sigma_b, fault))
            return false;
        mean_field_remedied(&net, &p);
        mean_field_correlation(part->activation, part->parameters, net.sigma_w, net.sigma_b, &p);
        function_list_print_name(r->columns[k].name);
        print_field(net.sigma_w);
        print_field(net.sigma_b);
        printf(",%s", regime_name(p.regime));
        const double fields[] = {p.q_star, p.chi_1,  p.dv_dq,      p.xi_q, p.xi_grad,
                                 p.slope,  p.c_star, p.chi_c_star, p.xi_c};
        for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
            print_field(fields[i]);
        print_remedy(&r->settings.remedy);
    }
    return true;
}

// The word for a solution with χ₁ = 1: every variance q is a fixed point; the fixed point repels;
// the solution is the limit q → 0; or the fixed point attracts.
static const char *critical_kind(const struct critical *c)
{
    return c->any_q ? "any" : c->repelling ? "repelling" : c->q == 0 ? "limit" : "stable";
}

// Prints a row for each σw with χ₁ = 1 at this σb; one row that says "none" if there is no such σw.
static void print_critical_of(const struct gradient_request *r, const struct selected *f,
                              double sigma_b)
{
    struct critical found[CRITICAL_MAX];
    int n = mean_field_critical(f->activation, f->parameters, sigma_b, found);
    for (int i = 0; i < n || i == 0; i++) {
        function_list_print_id(f->activation);
        print_field(sigma_b);
        if (n == 0) {
            fputs(",,,,none", stdout);
            print_remedy(&r->settings.remedy);
            continue;
        }
        print_field(found[i].sigma_w);
        print_field(found[i].q);
        print_field(found[i].dv_dq);
        printf(",%s", critical_kind(&found[i]));
        print_remedy(&r->settings.remedy);
    }
}

void gradient_print_critical(const struct gradient_request *r)
{
    // Where --sigma-b is not given; 0.2236… is the root of 0.05.
    static const double sigmas[] = {0, 0.05, 0.1, 0.2, 0.22360679774997896, 0.3, 0.5, 1};
    puts("activation,sigma_b,sigma_w,q,dV_dq,kind" REMEDY_FIELDS);
    for (int k = 0; k < r->functions.n; k++) {
        if (r->has_sigma_b)
            print_critical_of(r, r->functions.items[k], r->settings.sigma_b);
        for (size_t i = 0; !r->has_sigma_b && i < sizeof sigmas / sizeof *sigmas; i++)
            print_critical_of(r, r->functions.items[k], sigmas[i]);
    }
}
